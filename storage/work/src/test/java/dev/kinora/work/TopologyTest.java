package dev.kinora.work;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kinora.contract.FailureException;
import dev.kinora.contract.FailureKind;
import dev.kinora.contract.Topics;
import dev.kinora.local.servers.LocalServers;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.FeatureUpdate;
import org.apache.kafka.clients.admin.UpdateFeaturesOptions;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TopologyTest {
    @TempDir
    Path data;

    private LocalServers servers;
    private BrokerSettings broker;

    @BeforeEach
    void start() {
        servers = LocalServers.start(data);
        broker = BrokerSettings.from(servers.settings());
    }

    @AfterEach
    void stop() {
        servers.close();
    }

    @Test
    void topicsAreCreatedOnceWithTheirSettings() throws Exception {
        try (Topology topology = new Topology(broker);
                Admin admin = Admin.create(broker.client())) {
            topology.ensure(Topics.jobsDefinitions("nano"));
            topology.ensure(Topics.all());
            topology.ensure(Topics.all());

            Set<String> expected = Stream.concat(Topics.all().stream(), Topics.jobsDefinitions("nano").stream())
                    .map(Topics.Definition::name)
                    .collect(Collectors.toSet());
            assertEquals(expected, namesOnceAllAreThere(admin, expected.size()));
            ConfigResource requests = new ConfigResource(ConfigResource.Type.TOPIC, Topics.REQUESTS);
            assertEquals(
                    Integer.toString(Topics.LARGEST_REQUEST_BYTES),
                    admin.describeConfigs(List.of(requests))
                            .all()
                            .get()
                            .get(requests)
                            .get("max.message.bytes")
                            .value());
        }
    }

    /** The controller says that a topic is created a moment before the broker lists it. */
    private static Set<String> namesOnceAllAreThere(Admin admin, int count) throws Exception {
        Set<String> names = admin.listTopics().names().get();
        for (int i = 0; i < 100 && names.size() < count; i++) {
            Thread.sleep(100);
            names = admin.listTopics().names().get();
        }
        return names;
    }

    @Test
    void ourBrokerGivesUpLaterThanWeDo() {
        try (Topology topology = new Topology(broker)) {
            topology.requireShareGroups();
            assertEquals(10, topology.deliveryLimit());
        }
    }

    @Test
    void aClusterWithoutShareGroupsIsRefused() throws Exception {
        try (Topology topology = new Topology(broker);
                Admin admin = Admin.create(broker.client())) {
            FeatureUpdate off = new FeatureUpdate((short) 0, FeatureUpdate.UpgradeType.UNSAFE_DOWNGRADE);
            admin.updateFeatures(Map.of("share.version", off), new UpdateFeaturesOptions())
                    .all()
                    .get();
            awaitNoShareGroups(admin);

            FailureException refusal = assertThrows(FailureException.class, topology::requireShareGroups);

            assertEquals("kafka.bootstrap.servers", refusal.failure().field());
            assertTrue(refusal.getMessage().contains("share groups"), refusal.getMessage());
        }
    }

    /** The controller says that a feature is off a moment before the broker does. */
    private static void awaitNoShareGroups(Admin admin) throws Exception {
        for (int i = 0; i < 100 && hasShareGroups(admin); i++) {
            Thread.sleep(100);
        }
    }

    private static boolean hasShareGroups(Admin admin) throws Exception {
        return admin.describeFeatures()
                .featureMetadata()
                .get()
                .finalizedFeatures()
                .containsKey("share.version");
    }

    @Test
    void aDeadBrokerIsADependencyThatIsDown() {
        BrokerSettings nobody = BrokerSettings.from(Map.of(
                "kafka.bootstrap.servers", "127.0.0.1:1",
                "kafka.default.api.timeout.ms", "1000",
                "kafka.request.timeout.ms", "500"));
        try (Topology topology = new Topology(nobody);
                MessageSender sender = new MessageSender(nobody, "test")) {
            FailureException asked = assertThrows(FailureException.class, topology::requireShareGroups);
            FailureException sent =
                    assertThrows(FailureException.class, () -> sender.send("t", "k", Map.of(), Optional.empty()));

            for (FailureException failure : List.of(asked, sent)) {
                assertEquals(FailureKind.DEPENDENCY_DOWN, failure.failure().kind());
                assertTrue(failure.getMessage().contains("127.0.0.1:1"), failure.getMessage());
            }
        }
    }
}
