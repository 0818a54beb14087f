package dev.kinora.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kinora.contract.DeadLetter;
import dev.kinora.contract.FailureKind;
import dev.kinora.contract.JobEvent.JobAccepted;
import dev.kinora.contract.JobEvent.JobRejected;
import dev.kinora.contract.Topics;
import dev.kinora.ingest.Intake.Outward;
import dev.kinora.ingest.model.AnnouncedModels;
import dev.kinora.ingest.outside.OutsideRules;
import dev.kinora.ingest.still.StillNormalizer;
import dev.kinora.local.servers.LocalServers;
import dev.kinora.local.servers.Ports;
import dev.kinora.objects.ObjectStore;
import dev.kinora.objects.StoreSettings;
import dev.kinora.testbed.BrokerOutlet;
import dev.kinora.testbed.Neighbours;
import dev.kinora.work.BrokerSettings;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Requests whose decision meets a store that is away, or a fault. */
class PersistenceTest {
    /** No other host may be named. */
    private static final Outward NOBODY = new Outward(
            null,
            new EventHooks(
                    new OutsideRules("webhook.url", "some.", Set.of("https"), List.of(), List.of()), null, null));

    private final Persistence persistence = new Persistence(Duration.ofMillis(50), Duration.ofMillis(200));

    @TempDir
    Path folder;

    private LocalServers servers;
    private BrokerSettings broker;
    private BrokerOutlet outlet;

    @BeforeEach
    void start() {
        servers = LocalServers.start(folder.resolve("servers"));
        broker = BrokerSettings.from(servers.settings());
        outlet = new BrokerOutlet(broker);
    }

    @AfterEach
    void stop() {
        outlet.close();
        servers.close();
    }

    @Test
    void aStoreThatIsAwayIsWaitedFor() throws InterruptedException {
        Path elsewhere = folder.resolve("store");
        StoreSettings store;
        try (LocalServers before = LocalServers.start(elsewhere)) {
            store = StoreSettings.from(before::setting);
        }
        try (Neighbours neighbours = new Neighbours(broker, StoreSettings.from(servers::setting))) {
            new Outside(neighbours).announce(Requests.NANO);
            CompletableFuture<Void> decided = decide(store, folder, Requests.plain("patient"));
            assertEquals("request", rejection(neighbours).failure().field());
            assertFalse(decided.isDone());
            String missing = awaitMissing();
            assertTrue(missing.contains(store.endpoint()), missing);
            Ports ports = new Ports(0, URI.create(store.endpoint()).getPort());
            try (LocalServers back = LocalServers.start(elsewhere, ports);
                    ObjectStore objects = new ObjectStore(StoreSettings.from(back::setting))) {
                objects.ensureBucket();
                decided.join();
                assertEquals(Optional.empty(), persistence.missing());
                assertInstanceOf(
                        JobAccepted.class, neighbours.events("patient", 1).get(0));
            }
        }
    }

    @Test
    void aFaultOfOursIsSetAsideWithItsStory() {
        StoreSettings store = StoreSettings.from(servers::setting);
        try (Neighbours neighbours = new Neighbours(broker, store)) {
            new Outside(neighbours).announce(Requests.NANO);
            neighbours.store().ensureBucket();
            Intake withoutFolder = new Intake(null, null, null, new IngestMessages(broker, outlet), NOBODY);
            persist(withoutFolder, request(Requests.plain("faulty"))).join();

            JobRejected rejected = assertInstanceOf(
                    JobRejected.class, neighbours.events("faulty", 1).get(0));
            assertEquals(FailureKind.BUG, rejected.failure().kind());
            DeadLetter letter = neighbours
                    .codec()
                    .read(
                            neighbours
                                    .records(Topics.DEAD_LETTERS, "faulty", 1)
                                    .get(0)
                                    .value(),
                            DeadLetter.class);
            assertEquals("kinora.requests 0 17", letter.topic() + " " + letter.partition() + " " + letter.offset());
            assertEquals(3, letter.attempt());
        }
    }

    @Test
    void aFullDiskIsToldWithTheFolder() {
        StoreSettings store = StoreSettings.from(servers::setting);
        try (Neighbours neighbours = new Neighbours(broker, store)) {
            new Outside(neighbours).announce(Requests.NANO);
            neighbours.store().ensureBucket();
            decide(store, folder.resolve("missing"), Requests.plain("no-room")).join();
            JobRejected rejected = assertInstanceOf(
                    JobRejected.class, neighbours.events("no-room", 1).get(0));
            assertEquals(FailureKind.OUT_OF_RESOURCES, rejected.failure().kind());
            assertEquals("kinora.ingest.work-directory", rejected.failure().field());
        }
    }

    private String awaitMissing() throws InterruptedException {
        for (int look = 0; look < 1000 && persistence.missing().isEmpty(); look++) {
            Thread.sleep(20);
        }
        return persistence.missing().orElse("nothing");
    }

    /** Of another request, which takes as long as a request takes. */
    private JobRejected rejection(Neighbours neighbours) {
        IngestMessages messages = new IngestMessages(broker, outlet);
        IncomingRequest nonsense = new IncomingRequest(
                "kinora.requests", 0, 18, Instant.now(), new byte[0], RequestHeaders.read(new RecordHeaders()));
        persist(new Intake(null, null, null, messages, NOBODY), nonsense).join();
        return assertInstanceOf(
                JobRejected.class, neighbours.events(nonsense.derivedId(), 1).get(0));
    }

    private CompletableFuture<Void> decide(StoreSettings store, Path work, byte[] body) {
        AnnouncedModels models = new AnnouncedModels("nano", Duration.ZERO);
        models.announced(Requests.NANO);
        models.completed();
        ObjectStore objects = new ObjectStore(store);
        IngestMessages messages = new IngestMessages(broker, outlet);
        JobFolder jobs = new JobFolder(objects, new StillNormalizer(), work);
        return persist(new Intake(jobs, models, new JobEnds(objects, messages), messages, NOBODY), request(body));
    }

    private CompletableFuture<Void> persist(Intake intake, IncomingRequest request) {
        return CompletableFuture.runAsync(() -> {
            try {
                persistence.decide(new RequestDecision(intake, request));
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private static IncomingRequest request(byte[] body) {
        return new IncomingRequest(
                "kinora.requests", 0, 17, Instant.now(), body, RequestHeaders.read(new RecordHeaders()));
    }
}
