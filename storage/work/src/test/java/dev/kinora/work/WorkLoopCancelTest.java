package dev.kinora.work;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kinora.contract.Failure;
import dev.kinora.contract.FailureException;
import dev.kinora.contract.FailureKind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/** The rows of the contract about jobs that nobody wants any more, and those that have ended, on a real broker. */
class WorkLoopCancelTest extends RealBroker {
    @Test
    void aRunningJobLeavesAndIsToldOnce(TestInfo test) throws Exception {
        try (TestStage stage = stage(test)) {
            stage.send("running-1");
            stage.worker(WorkLoopCancelTest::untilTold);
            WorkItem item = stage.next();
            assertTrue(item.lease().isHeld());

            stage.cancel("running-1", "changed my mind");

            assertEquals(Failure.badInput("cancelled", "changed my mind", ""), TestStage.await(stage.told));
            assertFalse(item.lease().isHeld());
            assertNothingComesAgain(stage);
        }
    }

    @Test
    void aJobCancelledBeforeAnyWorkerCameIsNotBegun(TestInfo test) throws Exception {
        try (TestStage stage = stage(test)) {
            stage.send("queued-1");
            stage.cancel("queued-1", "too late anyway");
            stage.worker(item -> {});

            assertEquals(Failure.badInput("cancelled", "too late anyway", ""), TestStage.await(stage.told));
            assertTrue(stage.seen.isEmpty());
            assertNothingComesAgain(stage);
        }
    }

    @Test
    void aCommandToCancelThatWasTakenBackDoesNotCount(TestInfo test) throws Exception {
        try (TestStage stage = stage(test)) {
            stage.cancel("again-1", "came too late");
            stage.retry("again-1");
            stage.send("again-1");
            stage.worker(item -> {});

            assertEquals("again-1", stage.next().task().id());
            assertTrue(stage.told.isEmpty());
        }
    }

    @Test
    void aJobPastItsDeadlineIsNotBegun(TestInfo test) throws Exception {
        try (TestStage stage = stage(test)) {
            Instant deadline = Instant.parse("2020-01-01T00:00:00Z");
            stage.send("overdue", deadline);
            stage.worker(item -> {});

            assertEquals(
                    "past its deadline, " + deadline,
                    TestStage.await(stage.told).found());
            assertTrue(stage.seen.isEmpty());
        }
    }

    @Test
    void aDeadlineEndsARunningJob(TestInfo test) throws Exception {
        try (TestStage stage = stage(test)) {
            stage.worker(item -> {
                if (item.task().deadline() != null) {
                    untilTold(item);
                }
            });
            stage.send("warm-up");
            stage.next();
            stage.send("in-time", Instant.now().plusSeconds(6));

            assertEquals("in-time", stage.next().task().id());
            assertTrue(TestStage.await(stage.told).found().startsWith("past its deadline"));
        }
    }

    @Test
    void aJobThatWaitsForADependencyIsCancelledToo(TestInfo test) throws Exception {
        try (TestStage stage = stage(test)) {
            Duration patience = TestStage.PATIENCE.multipliedBy(2);
            GrowingDelay longerThanThat = new GrowingDelay(patience, 1, patience, 0);
            WorkPolicy patient = new WorkPolicy(longerThanThat, TestStage.QUICK.retry(), 3, 8, TestStage.QUICK.grace());
            stage.send("waiting-1");
            stage.worker(
                    item -> {
                        throw new FailureException(new Failure(
                                FailureKind.DEPENDENCY_DOWN, "kinora.store.endpoint", "nothing", "a store", ""));
                    },
                    patient);
            stage.next();

            stage.cancel("waiting-1", "the store is away for too long");

            assertEquals(
                    "the store is away for too long",
                    TestStage.await(stage.told).found());
        }
    }

    @Test
    void aDeafHandlerIsInterruptedButTellingIsNot(TestInfo test) throws Exception {
        try (TestStage stage = stage(test)) {
            CountDownLatch interrupted = new CountDownLatch(1);
            Queue<Boolean> hit = new ConcurrentLinkedQueue<>(); // telling that fails is tried again
            stage.send("deaf-1");
            stage.worker(
                    item -> {
                        try {
                            new CountDownLatch(1).await();
                        } catch (InterruptedException e) {
                            interrupted.countDown();
                            Thread.currentThread().interrupt();
                        }
                    },
                    (ToldOutcome) (item, failure) -> {
                        hit.add(Thread.currentThread().isInterrupted());
                        item.lease().confirm(); // the record is still held
                        stage.told.add(failure);
                    },
                    TestStage.QUICK);
            stage.next();

            stage.cancel("deaf-1", "enough");

            assertEquals("enough", TestStage.await(stage.told).found());
            assertEquals(0, interrupted.getCount());
            assertEquals(List.of(false), List.copyOf(hit));
        }
    }

    @Test
    void whatTheHandlerSaysAfterACancelDoesNotCount(TestInfo test) throws Exception {
        try (TestStage stage = stage(test)) {
            stage.send("liar-1");
            stage.worker(item -> {
                untilTold(item);
                throw new IllegalStateException("a bug, or the end of a session that was cancelled");
            });
            stage.next();

            stage.cancel("liar-1", "enough");

            assertEquals("cancelled", TestStage.await(stage.told).field());
            assertNothingComesAgain(stage);
            assertEquals(List.of(), stage.deadLetters());
        }
    }

    @Test
    void aJobThatHasEndedIsAcceptedWithoutWork(TestInfo test) throws Exception {
        try (TestStage stage = stage(test)) {
            BlockingQueue<String> asked = new LinkedBlockingQueue<>();
            stage.send("ended");
            stage.send("open");
            stage.worker(
                    item -> {},
                    new ToldOutcome() {
                        @Override
                        public boolean hasEnded(WorkItem item) {
                            asked.add(item.task().id() + " " + item.attempt());
                            return item.task().id().equals("ended");
                        }

                        @Override
                        public void failed(WorkItem item, Failure failure) {
                            stage.told.add(failure);
                        }
                    },
                    TestStage.QUICK);

            assertEquals("open", stage.next().task().id());
            assertEquals(List.of("ended 1", "open 1"), List.copyOf(asked));
            assertTrue(stage.told.isEmpty());
        }
    }

    private static void untilTold(WorkItem item) throws InterruptedException {
        CountDownLatch told = new CountDownLatch(1);
        item.lease().onLost(told::countDown);
        told.await();
    }

    /** The next item comes, and the one before was not delivered again before it. */
    private static void assertNothingComesAgain(TestStage stage) throws InterruptedException {
        stage.seen.clear();
        stage.send("next");
        assertEquals("next", stage.next().task().id());
        assertTrue(stage.told.isEmpty());
    }
}
