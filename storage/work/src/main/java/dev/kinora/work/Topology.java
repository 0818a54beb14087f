package dev.kinora.work;

import dev.kinora.contract.FailureException;
import dev.kinora.contract.Topics;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.FinalizedVersionRange;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.TopicExistsException;

/** Topics and groups as the pipeline needs them, on any cluster. Every method may be called again at any time. */
public final class Topology implements AutoCloseable {
    private static final int DEFAULT_DELIVERY_LIMIT = 5;
    private static final Duration GOODBYE = Duration.ofSeconds(2);

    private static final String SHARE_FEATURE = "share.version";

    private final BrokerSettings broker;
    private final Admin admin;

    public Topology(BrokerSettings broker) {
        this.broker = broker;
        this.admin = Admin.create(broker.over(Map.of("default.api.timeout.ms", "15000", "request.timeout.ms", "5000")));
    }

    /**
     * Refuses settings that no Kafka client takes, whether or not a broker is there.
     *
     * @throws FailureException BAD_INPUT on {@code kafka.*}
     */
    public static void requireLegal(BrokerSettings broker) {
        try {
            new Topology(broker).close();
        } catch (KafkaException refused) {
            Throwable reason = refused.getCause() == null ? refused : refused.getCause();
            String found = String.valueOf(reason.getMessage());
            if (!found.contains("No resolvable bootstrap urls")) { // a name server may be away
                throw FailureException.badInput("kafka.*", found, "settings of Kafka's clients");
            }
        }
    }

    /**
     * What has to be there before a work loop starts: share groups, the pipeline's topics and the worker's own.
     *
     * @return for more questions; the caller closes it
     * @throws FailureException as {@link #requireShareGroups}
     */
    public static Topology prepareForWork(BrokerSettings broker, Collection<Topics.Definition> own) {
        Topology topology = new Topology(broker);
        try {
            topology.requireShareGroups();
            topology.ensure(Topics.all());
            topology.ensure(own);
            return topology;
        } catch (RuntimeException unprepared) {
            topology.close();
            throw unprepared;
        }
    }

    /** Creates the topics that are missing, replicated as the cluster replicates by default; leaves others as they are. */
    public void ensure(Collection<Topics.Definition> definitions) {
        List<NewTopic> topics = definitions.stream()
                .map(d -> new NewTopic(d.name(), Optional.of(d.partitions()), Optional.empty()).configs(d.config()))
                .toList();
        admin.createTopics(topics).values().forEach((name, created) -> {
            try {
                await(created, "create topic " + name);
            } catch (FailureException failure) {
                if (!(failure.getCause() instanceof TopicExistsException)) {
                    throw failure;
                }
            }
        });
    }

    /**
     * Makes a share group begin with the oldest record. Without this, what was sent before the group's first consumer came
     * is never delivered: Kafka's default is {@code latest}.
     */
    public void ensureShareGroup(String group) {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.GROUP, group);
        ConfigEntry earliest = new ConfigEntry("share.auto.offset.reset", "earliest");
        AlterConfigOp set = new AlterConfigOp(earliest, AlterConfigOp.OpType.SET);
        await(admin.incrementalAlterConfigs(Map.of(resource, List.of(set))).all(), "configure share group " + group);
    }

    /**
     * Refuses a cluster without share groups.
     *
     * @throws FailureException BAD_INPUT on {@code kafka.bootstrap.servers}
     */
    public void requireShareGroups() {
        Map<String, FinalizedVersionRange> features = await(
                        admin.describeFeatures().featureMetadata(), "read the cluster's features")
                .finalizedFeatures();
        FinalizedVersionRange version = features.get(SHARE_FEATURE);
        if (version == null || version.maxVersionLevel() < 1) {
            throw FailureException.badInput(
                    BrokerSettings.BOOTSTRAP_SERVERS,
                    "a cluster without share groups at " + broker.bootstrapServers(),
                    "Kafka 4.2 or newer with the feature " + SHARE_FEATURE + " at 1 or above");
        }
    }

    /**
     * Finds out whether topics are there.
     *
     * @throws FailureException DEPENDENCY_DOWN if one is not, or the broker is away
     */
    public void requireTopics(Collection<String> names) {
        admin.describeTopics(names).topicNameValues().forEach((name, found) -> await(found, "find topic " + name));
    }

    /**
     * How often the brokers deliver a record before they drop it without a word; Kafka's default where a cluster does not let
     * us read it.
     */
    public int deliveryLimit() {
        try {
            return readDeliveryLimit();
        } catch (FailureException failure) {
            if (failure.getCause() instanceof AuthorizationException) {
                return DEFAULT_DELIVERY_LIMIT;
            }
            throw failure;
        }
    }

    private int readDeliveryLimit() {
        Collection<Node> nodes = await(admin.describeCluster().nodes(), "list the brokers");
        List<ConfigResource> brokers = nodes.stream()
                .map(node -> new ConfigResource(ConfigResource.Type.BROKER, node.idString()))
                .toList();
        Map<ConfigResource, Config> configs =
                await(admin.describeConfigs(brokers).all(), "read the brokers' group.share.delivery.count.limit");
        return configs.values().stream()
                .map(config -> config.get("group.share.delivery.count.limit"))
                .filter(entry -> entry != null && entry.value() != null)
                .mapToInt(entry -> Integer.parseInt(entry.value()))
                .min()
                .orElse(DEFAULT_DELIVERY_LIMIT);
    }

    @Override
    public void close() {
        admin.close(GOODBYE);
    }

    private <T> T await(KafkaFuture<T> future, String deed) {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw BrokerFailures.of(broker, deed, e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw BrokerFailures.of(broker, deed, e);
        }
    }
}
