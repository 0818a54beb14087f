package dev.kinora.local.servers;

import dev.kinora.contract.Topics;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Exit;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;

/**
 * One Kafka broker, its own controller (KRaft), on a folder. Settings not named here are Kafka 4.2's defaults; the reasons
 * for those that differ stand beside them.
 */
final class LocalBroker implements AutoCloseable {
    /** Any 16 bytes in base64; one broker is a whole cluster, so nothing is told apart by it. */
    private static final String CLUSTER_ID = "a2lub3JhLWxvY2FsLTAwMQ";

    private static final int NODE_ID = 1;
    private static final int ROOM_FOR_HEADERS_BYTES = 1 << 20;

    private final KafkaRaftServer server;
    private final int port;

    private LocalBroker(KafkaRaftServer server, int port) {
        this.server = server;
        this.port = port;
    }

    /**
     * Starts the broker and returns once it answers on the port.
     *
     * @param afterCrash whether the last one on this folder had no time to sign off
     */
    static LocalBroker start(Path folder, int port, int controllerPort, boolean afterCrash) {
        Properties settings = new Properties();
        settings.putAll(identity(folder, port, controllerPort));
        settings.putAll(oneNode());
        settings.putAll(limits());
        settings.putAll(thrift());
        settings.putAll(afterCrash ? impatience() : Map.of());
        format(folder);
        sayWhyBeforeHalting(folder);
        KafkaRaftServer server = new KafkaRaftServer(KafkaConfig.fromProps(settings, false), Time.SYSTEM);
        try {
            server.startup();
            return new LocalBroker(server, port);
        } catch (RuntimeException e) {
            server.shutdown();
            throw e;
        }
    }

    String bootstrapServers() {
        return Loopback.HOST + ":" + port;
    }

    @Override
    public void close() {
        server.shutdown();
        server.awaitShutdown();
    }

    /** Both ports may be others than last time: listeners and voters are read from here, not from the folder. */
    private static Map<String, String> identity(Path folder, int port, int controllerPort) {
        String controller = Loopback.HOST + ":" + controllerPort;
        return Map.of(
                "process.roles",
                "broker,controller",
                "node.id",
                Integer.toString(NODE_ID),
                "controller.quorum.voters",
                NODE_ID + "@" + controller,
                "listeners",
                "PLAINTEXT://" + Loopback.HOST + ":" + port + ",CONTROLLER://" + controller,
                "controller.listener.names",
                "CONTROLLER",
                "listener.security.protocol.map",
                "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT",
                "log.dirs",
                folder.toString(),
                "auto.create.topics.enable",
                "false");
    }

    private static Map<String, String> oneNode() {
        return Map.of(
                "default.replication.factor", "1",
                "offsets.topic.replication.factor", "1",
                "offsets.topic.num.partitions", "1",
                "transaction.state.log.replication.factor", "1",
                "transaction.state.log.min.isr", "1",
                "transaction.state.log.num.partitions", "1",
                "share.coordinator.state.topic.replication.factor", "1",
                "share.coordinator.state.topic.min.isr", "1",
                "share.coordinator.state.topic.num.partitions", "1");
    }

    private static Map<String, String> limits() {
        String largest = Integer.toString(Topics.LARGEST_REQUEST_BYTES + ROOM_FOR_HEADERS_BYTES);
        return Map.of(
                "message.max.bytes", largest,
                "replica.fetch.max.bytes", largest,
                // The pipeline gives up at 8 deliveries; the broker must not drop a record before that.
                "group.share.delivery.count.limit", "10",
                // Lets a group ask for a short lease, as the tests of dead workers do.
                "group.share.min.record.lock.duration.ms", "1000",
                // A consumer gets its first record after one heartbeat: 5 s by default.
                "group.share.heartbeat.interval.ms", "1000",
                "group.share.min.heartbeat.interval.ms", "500",
                "group.initial.rebalance.delay.ms", "0");
    }

    /** One user, few topics: fewer threads and smaller buffers start faster and leave the memory to the models. */
    private static Map<String, String> thrift() {
        return Map.of(
                "num.network.threads", "2",
                "num.io.threads", "4",
                "background.threads", "2",
                "num.replica.fetchers", "1",
                "log.cleaner.dedupe.buffer.size", Integer.toString(4 << 20),
                "log.index.size.max.bytes", Integer.toString(1 << 20));
    }

    /**
     * The controller turns the new broker away until the session of the dead one has ended: 9 s by default. A short session
     * risks that a starved machine is taken for a dead one, so only the run after a crash takes it.
     */
    private static Map<String, String> impatience() {
        return Map.of(
                "broker.session.timeout.ms",
                "2000",
                "broker.heartbeat.interval.ms",
                "500",
                "initial.broker.registration.timeout.ms",
                "60000");
    }

    /** Kafka ends the whole process, without a word on the console, when it cannot write its folder any more. */
    private static void sayWhyBeforeHalting(Path folder) {
        Exit.setHaltProcedure((status, message) -> {
            long free = folder.toFile().getUsableSpace() >> 20;
            System.err.printf("the local broker gave up: cannot write %s (%d MiB free on its disk)%n", folder, free);
            Runtime.getRuntime().halt(status);
        });
    }

    /** Writes the folder's identity on the first start and does nothing on later ones. */
    private static void format(Path folder) {
        try {
            new Formatter()
                    .setClusterId(CLUSTER_ID)
                    .setNodeId(NODE_ID)
                    .addDirectory(folder.toString())
                    .setMetadataLogDirectory(folder.toString())
                    .setControllerListenerName("CONTROLLER")
                    .setReleaseVersion(MetadataVersion.latestProduction())
                    .setIgnoreFormatted(true)
                    .setPrintStream(new PrintStream(OutputStream.nullOutputStream()))
                    .run();
        } catch (Exception e) {
            throw new IllegalStateException("cannot prepare " + folder + " for the broker", e);
        }
    }
}
