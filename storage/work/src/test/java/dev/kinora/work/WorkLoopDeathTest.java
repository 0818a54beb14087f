package dev.kinora.work;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kinora.local.servers.LocalServers;
import dev.kinora.local.servers.Ports;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The rows of the contract in which a worker process or the broker dies, freezes or is stopped. */
class WorkLoopDeathTest {
    /** The longest lock a broker grants: what moves on before that was released, not timed out. */
    private static final Duration LONGEST_LOCK = Duration.ofSeconds(60);

    @TempDir
    Path data;

    @Test
    void aKilledWorkersItemMovesOnBeforeItsLockEnds() throws Exception {
        try (LocalServers servers = LocalServers.start(data);
                TestStage stage = new TestStage(servers, "killed");
                WorkerProcess doomed = WorkerProcess.on(stage)) {
            stage.lockFor(LONGEST_LOCK);
            stage.send("job");
            assertEquals("took job 1", TestStage.await(doomed.said));
            stage.worker(item -> {});

            doomed.kill();

            WorkItem item = stage.next(Duration.ofSeconds(40));
            assertEquals("job", item.task().id());
            assertEquals(2, item.attempt());
        }
    }

    @Test
    void aFrozenWorkersItemMovesOnWhenItsLockEnds() throws Exception {
        try (LocalServers servers = LocalServers.start(data);
                TestStage stage = new TestStage(servers, "frozen");
                WorkerProcess frozen = WorkerProcess.on(stage)) {
            stage.lockFor(Duration.ofSeconds(3));
            stage.send("job");
            assertEquals("took job 1", TestStage.await(frozen.said));
            CountDownLatch done = new CountDownLatch(1);
            stage.worker(item -> done.await());

            frozen.freeze();

            WorkItem item = stage.next();
            assertEquals(2, item.attempt());
            frozen.thaw();
            assertEquals("lost job", TestStage.await(frozen.said), "it learns that the item is another's");
            assertTrue(item.lease().isHeld(), "and takes nothing from the other");
            done.countDown();
            stage.send("next");
            assertEquals("next", TestStage.await(stage.seen).task().id());
        }
    }

    @Test
    void aTerminatedWorkerGivesItsItemBack() throws Exception {
        try (LocalServers servers = LocalServers.start(data);
                TestStage stage = new TestStage(servers, "terminated");
                WorkerProcess leaving = WorkerProcess.on(stage)) {
            stage.lockFor(LONGEST_LOCK);
            stage.send("job");
            assertEquals("took job 1", TestStage.await(leaving.said));
            stage.worker(item -> {});

            leaving.terminate();

            assertEquals("lost job", TestStage.await(leaving.said));
            assertEquals(2, stage.next(Duration.ofSeconds(40)).attempt());
        }
    }

    @Test
    void closingTellsTheHandlerAndGivesTheItemBack() throws Exception {
        try (LocalServers servers = LocalServers.start(data);
                TestStage stage = new TestStage(servers, "closed")) {
            CountDownLatch told = new CountDownLatch(1);
            stage.send("moved");
            WorkLoop first = stage.worker(item -> {
                item.lease().onLost(told::countDown);
                told.await();
                throw new IllegalStateException("cancelled");
            });
            WorkItem before = stage.next();

            first.close();

            assertEquals(0, told.getCount());
            assertFalse(before.lease().isHeld());
            stage.worker(item -> {});
            WorkItem after = stage.next();
            assertEquals("moved", after.task().id());
            assertEquals(2, after.attempt());
            assertTrue(stage.told.isEmpty(), "being told to leave is no failure");
        }
    }

    @Test
    void aHandlerThatDoesNotListenIsInterrupted() throws Exception {
        try (LocalServers servers = LocalServers.start(data);
                TestStage stage = new TestStage(servers, "deaf")) {
            CountDownLatch interrupted = new CountDownLatch(1);
            stage.send("deaf");
            WorkLoop loop = stage.worker(item -> {
                try {
                    new CountDownLatch(1).await();
                } catch (InterruptedException e) {
                    interrupted.countDown();
                }
            });
            stage.next();

            loop.close();

            assertEquals(0, interrupted.getCount());
        }
    }

    @Test
    void workGoesOnWhenTheBrokerIsBack() throws Exception {
        LocalServers before = LocalServers.start(data);
        Ports ports = TestStage.portsOf(before);
        try (TestStage stage = new TestStage(before, "restarted")) {
            stage.lockFor(Duration.ofSeconds(2));
            CountDownLatch lost = new CountDownLatch(1);
            stage.worker(item -> {
                if (lost.getCount() > 0 && item.task().id().equals("interrupted")) {
                    item.lease().onLost(lost::countDown);
                    lost.await();
                    throw new IllegalStateException("cancelled");
                }
            });
            stage.send("interrupted");
            stage.next();

            before.close();
            lost.await();

            try (LocalServers after = LocalServers.start(data, ports)) {
                assertTrue(after.isHost());
                assertEquals("interrupted", stage.next().task().id());
                stage.send("later");
                assertEquals("later", stage.next().task().id());
                assertTrue(stage.told.isEmpty(), "an outage is no failure of the job");
            }
        }
    }

    @Test
    void anIdleWorkerNoticesThatTheBrokerIsAway() throws Exception {
        LocalServers servers = LocalServers.start(data);
        try (TestStage stage = new TestStage(servers, "idle")) {
            WorkLoop loop = stage.worker(item -> {});
            stage.send("job");
            stage.next();
            awaitConnected(loop, true);

            servers.close();

            awaitConnected(loop, false);
        }
    }

    @Test
    void aWorkerMayComeBeforeItsBroker() throws Exception {
        LocalServers first = LocalServers.start(data);
        Ports ports = TestStage.portsOf(first);
        TestStage stage = new TestStage(first, "waiting");
        first.close();
        try (WorkLoop loop = stage.worker(item -> {});
                LocalServers broker = LocalServers.start(data, ports)) {
            stage.send("job");

            assertEquals("job", stage.next().task().id());
            assertEquals(
                    stage.broker.bootstrapServers(),
                    broker.setting("kafka.bootstrap.servers").get());
            assertTrue(loop.isConnected());
        }
    }

    private static void awaitConnected(WorkLoop loop, boolean connected) throws InterruptedException {
        long begin = System.nanoTime();
        while (loop.isConnected() != connected && System.nanoTime() - begin < TestStage.PATIENCE.toNanos()) {
            Thread.sleep(50);
        }
        assertEquals(connected, loop.isConnected());
    }
}
