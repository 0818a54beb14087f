package dev.kinora.local.servers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kinora.contract.FailureException;
import dev.kinora.contract.FailureKind;
import dev.kinora.contract.Topics;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalServersTest {
    private static final String TOPIC = "kept";
    private static final TopicPartition PARTITION = new TopicPartition(TOPIC, 0);

    @TempDir
    Path data;

    @Test
    void bothServersAnswerUntilTheyAreClosed() throws Exception {
        LocalServers servers = LocalServers.start(data);
        URI store = URI.create(servers.settings().get("kinora.store.endpoint"));

        createTopic(servers);
        assertEquals(403, get(store).statusCode(), "the store wants keys");
        assertTrue(Files.isDirectory(data.resolve("objects/kinora")));
        assertEquals(servers.settings(), SettingsFile.read(data.resolve("servers.properties")));
        assertTrue(servers.isHost());
        assertFalse(servers.hasGuests());

        servers.close();
        assertThrows(java.net.ConnectException.class, () -> connect(store.getPort()));
        assertFalse(Files.exists(data.resolve("servers.properties")));
    }

    @Test
    void secretsAreForTheirOwnerOnly() throws Exception {
        try (LocalServers servers = LocalServers.start(data)) {
            for (String file : List.of("servers.properties", "store-keys.properties")) {
                assertEquals(
                        "rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(data.resolve(file))));
            }
            assertEquals(20, servers.settings().get("kinora.store.access-key").length());
            assertEquals(40, servers.settings().get("kinora.store.secret-key").length());
        }
    }

    @Test
    void whatWasThereIsThereAgainOnOtherPorts() throws Exception {
        Map<String, String> before;
        try (LocalServers servers = LocalServers.start(data)) {
            before = servers.settings();
            createTopic(servers);
            send(servers, "first".getBytes());
        }
        Ports others = otherThan(before);

        try (LocalServers servers = LocalServers.start(data, others)) {
            assertEquals("127.0.0.1:" + others.kafka(), servers.settings().get("kafka.bootstrap.servers"));
            assertEquals(
                    "http://127.0.0.1:" + others.store(), servers.settings().get("kinora.store.endpoint"));
            assertNotEquals(
                    before.get("kafka.bootstrap.servers"), servers.settings().get("kafka.bootstrap.servers"));
            assertEquals(
                    before.get("kinora.store.secret-key"), servers.settings().get("kinora.store.secret-key"));
            assertArrayEquals("first".getBytes(), firstRecord(servers));
        }
    }

    @Test
    void whatWasThereIsThereAgainAfterACrash() throws Exception {
        ServersProcess crashing = ServersProcess.on(data);
        assertEquals("host=true guests=false", crashing.initially());
        try (LocalServers guest = LocalServers.startOrJoin(data)) {
            createTopic(guest);
            send(guest, "first".getBytes());
        }
        crashing.kill();
        assertTrue(Files.exists(data.resolve("servers.properties")), "nobody could tidy up");

        try (LocalServers servers = LocalServers.startOrJoin(data)) {
            assertTrue(servers.isHost());
            assertArrayEquals("first".getBytes(), firstRecord(servers));
        }
    }

    @Test
    void theSecondProcessJoinsAndTheHostKnowsIt() throws Exception {
        try (LocalServers host = LocalServers.startOrJoin(data)) {
            ServersProcess guest = ServersProcess.on(data);
            assertEquals("host=false guests=false", guest.initially());
            assertTrue(host.hasGuests());
            ServersProcess another = ServersProcess.on(data);
            guest.close();
            assertTrue(host.hasGuests());

            another.kill();

            assertFalse(host.hasGuests(), "a guest that crashed has left");
        }
    }

    @Test
    void aGuestReachesTheServersOfItsHost() throws Exception {
        try (ServersProcess host = ServersProcess.on(data)) {
            try (LocalServers guest = LocalServers.startOrJoin(data)) {
                assertFalse(guest.isHost());
                assertEquals("host=true guests=true", host.now());
                createTopic(guest);
                send(guest, "from a guest".getBytes());
                assertArrayEquals("from a guest".getBytes(), firstRecord(guest));
            }
            assertEquals("host=true guests=false", host.now());
        }
    }

    @Test
    void aFolderHasOneHost() throws Exception {
        try (ServersProcess host = ServersProcess.on(data)) {
            FailureException refusal = assertThrows(FailureException.class, () -> LocalServers.start(data));
            assertEquals("data", refusal.failure().field());
            assertEquals("host=true guests=false", host.now());
        }
        try (LocalServers here = LocalServers.start(data)) {
            assertThrows(FailureException.class, () -> LocalServers.start(data));
            createTopic(here);
        }
    }

    @Test
    void aTakenPortIsNamed() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            int port = taken.getLocalPort();
            for (Ports wanted : List.of(new Ports(port, 0), new Ports(0, port))) {
                FailureException refusal = assertThrows(FailureException.class, () -> LocalServers.start(data, wanted));
                assertEquals(FailureKind.BAD_INPUT, refusal.failure().kind());
                assertEquals("port", refusal.failure().field());
                assertTrue(refusal.getMessage().contains(Integer.toString(port)), refusal.getMessage());
            }
        }
        LocalServers.start(data).close();
    }

    @Test
    void aFailedStartLeavesNothingRunning() throws Exception {
        LocalServers.start(data).close();
        Path identity = data.resolve("kafka/meta.properties");
        String right = Files.readString(identity);
        Files.writeString(identity, right.replace("node.id=1", "node.id=7"));
        Ports ports = otherThan(Map.of("kafka.bootstrap.servers", "x:0", "kinora.store.endpoint", "http://x:0"));

        assertThrows(RuntimeException.class, () -> LocalServers.start(data, ports));

        assertFalse(Files.exists(data.resolve("servers.properties")));
        Files.writeString(identity, right);
        LocalServers.start(data, ports).close();
    }

    @Test
    void aFolderThatCannotBeWrittenIsNamed() throws Exception {
        Path file = Files.writeString(data.resolve("a-file"), "");

        FailureException refusal = assertThrows(FailureException.class, () -> LocalServers.start(file));

        assertEquals("data", refusal.failure().field());
        assertTrue(refusal.getMessage().contains("a-file"), refusal.getMessage());
    }

    @Test
    void theLargestRequestGoesThrough() throws Exception {
        byte[] largest = new byte[Topics.LARGEST_REQUEST_BYTES - 1000];
        new Random(1).nextBytes(largest);
        try (LocalServers servers = LocalServers.start(data)) {
            createTopic(servers);
            send(servers, largest);

            assertArrayEquals(largest, firstRecord(servers));
        }
    }

    private static void createTopic(LocalServers servers) throws Exception {
        String size = Integer.toString(Topics.LARGEST_REQUEST_BYTES);
        try (Admin admin = Admin.create(kafka(servers))) {
            NewTopic topic = new NewTopic(TOPIC, 1, (short) 1).configs(Map.of("max.message.bytes", size));
            admin.createTopics(List.of(topic)).all().get();
        }
    }

    private static void send(LocalServers servers, byte[] body) throws Exception {
        Map<String, Object> settings = new java.util.HashMap<>(kafka(servers));
        settings.put("max.request.size", Topics.LARGEST_REQUEST_BYTES);
        try (var producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(TOPIC, body)).get();
        }
    }

    private static byte[] firstRecord(LocalServers servers) {
        try (var consumer =
                new KafkaConsumer<>(kafka(servers), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(List.of(PARTITION));
            consumer.seekToBeginning(List.of(PARTITION));
            return consumer.poll(Duration.ofSeconds(60)).iterator().next().value();
        }
    }

    private static Map<String, Object> kafka(LocalServers servers) {
        return Map.of("bootstrap.servers", servers.settings().get("kafka.bootstrap.servers"));
    }

    private static Ports otherThan(Map<String, String> settings) {
        while (true) {
            Loopback.Free free = Loopback.free(Ports.ANY);
            boolean same = settings.get("kafka.bootstrap.servers").endsWith(":" + free.kafka())
                    || settings.get("kinora.store.endpoint").endsWith(":" + free.store());
            if (!same) {
                return new Ports(free.kafka(), free.store());
            }
        }
    }

    private static void connect(int port) throws Exception {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress("127.0.0.1", port));
        }
    }

    private static HttpResponse<String> get(URI url) throws Exception {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(url).build(), HttpResponse.BodyHandlers.ofString());
    }
}
