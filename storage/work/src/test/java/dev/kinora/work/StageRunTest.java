package dev.kinora.work;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kinora.contract.FailureException;
import dev.kinora.local.servers.LocalServers;
import dev.kinora.local.servers.Ports;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Stages whose broker comes late, goes and comes back. */
class StageRunTest {
    private static final GrowingDelay QUICK = TestStage.QUICK.dependency();

    @TempDir
    Path data;

    @Test
    void aStageGoesOnOnceItsBrokerIsThere() throws Exception {
        LocalServers first = LocalServers.start(data);
        Ports ports = TestStage.portsOf(first);
        BrokerSettings broker = BrokerSettings.from(first.settings());
        first.close();

        try (StageRun run = new StageRun("late", QUICK, parts -> open(parts, broker))) {
            run.start();
            await(run, missing -> missing.orElse("").contains(broker.bootstrapServers()));

            LocalServers second = LocalServers.start(data, ports);
            await(run, Optional::isEmpty);
            second.close();
            await(run, missing -> missing.orElse("").contains("cannot take work"));

            try (LocalServers third = LocalServers.start(data, ports)) {
                assertTrue(third.isHost());
                await(run, Optional::isEmpty);
            }
        }
    }

    @Test
    void aTopicThatIsNotThereIsNamedUntilItIs() throws Exception {
        try (LocalServers servers = LocalServers.start(data)) {
            BrokerSettings broker = BrokerSettings.from(servers.settings());
            StageRun run = new StageRun("unready", QUICK, parts -> {
                Topology topology = parts.keep(new Topology(broker));
                parts.probe(() -> topology.requireTopics(List.of("kinora.frames")));
            });
            try (run;
                    Topology topology = new Topology(broker)) {
                run.start();
                await(run, missing -> missing.orElse("").contains("kinora.frames"));

                topology.ensure(List.of(new dev.kinora.contract.Topics.Definition("kinora.frames", 1, Map.of())));

                await(run, Optional::isEmpty);
            }
        }
    }

    @Test
    void whatAnAttemptHasOpenedIsClosedBeforeTheNext() throws Exception {
        Queue<String> seen = new ConcurrentLinkedQueue<>();
        StageRun run = new StageRun("stumbling", QUICK, parts -> {
            parts.keep(() -> seen.add("closed"));
            seen.add("opened");
            if (seen.size() < 4) {
                throw new IllegalStateException("not yet");
            }
        });
        try (run) {
            run.start();
            await(run, Optional::isEmpty);
        }
        assertEquals(List.of("opened", "closed", "opened", "closed", "opened", "closed"), List.copyOf(seen));
    }

    @Test
    void settingsThatNoClientTakesAreRefusedAtOnce() {
        FailureException refusal = assertThrows(
                FailureException.class,
                () -> Topology.requireLegal(BrokerSettings.from(
                        Map.of("kafka.bootstrap.servers", "127.0.0.1:1", "kafka.security.protocol", "MAGIC"))));
        assertEquals("kafka.*", refusal.failure().field());
        assertTrue(refusal.failure().found().contains("MAGIC"), refusal.getMessage());

        Topology.requireLegal(BrokerSettings.from(Map.of("kafka.bootstrap.servers", "127.0.0.1:1")));
    }

    private static void open(StageParts parts, BrokerSettings broker) {
        parts.keep(Topology.prepareForWork(broker, List.of()));
        ToldOutcome untold = (item, failure) -> {};
        WorkLoop loop = parts.keep(new WorkLoop(broker, "late", List.of("kinora.frames"), item -> {}, untold));
        loop.start();
        parts.watch(loop::missing);
    }

    private static void await(StageRun run, Predicate<Optional<String>> wanted) throws InterruptedException {
        long begin = System.nanoTime();
        while (!wanted.test(run.missing())
                && System.nanoTime() - begin
                        < TestStage.PATIENCE.multipliedBy(2).toNanos()) {
            Thread.sleep(Duration.ofMillis(50).toMillis());
        }
        assertTrue(wanted.test(run.missing()), () -> "missing: " + run.missing());
    }
}
