package dev.kinora.work;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kinora.contract.DeadLetter;
import dev.kinora.contract.Failure;
import dev.kinora.contract.FailureException;
import dev.kinora.contract.FailureKind;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/** Each row of the contract in {@code README.md} that needs no dying process, on a real broker. */
class WorkLoopTest extends RealBroker {
    @Test
    void anItemSentBeforeTheFirstWorkerCameIsHandledOnce(TestInfo test) throws Exception {
        try (TestStage stage = stage(test)) {
            stage.send("early");
            stage.worker(item -> {});
            WorkItem item = stage.next();
            stage.send("late");

            assertEquals("early", item.task().id());
            assertEquals("jobs/early/job.json", item.task().input().key());
            assertEquals(1, item.attempt());
            assertEquals("dev.kinora.StageTask", item.headers().get(MessageHeaders.TYPE));
            assertTrue(item.traceparent().isPresent());
            assertEquals("late", stage.next().task().id());
            assertTrue(stage.seen.isEmpty());
        }
    }

    @Test
    void anItemIsHeldForManyTimesItsLock(TestInfo test) throws Exception {
        try (TestStage stage = stage(test)) {
            stage.lockFor(Duration.ofSeconds(2));
            CountDownLatch done = new CountDownLatch(1);
            stage.send("long");
            stage.worker(item -> done.await());
            stage.worker(item -> done.await()); // would get it the moment it is free
            WorkItem item = stage.next();

            Thread.sleep(8000); // four locks

            assertTrue(item.lease().isHeld());
            stage.send("next");
            assertEquals("next", stage.next().task().id(), "the other worker is free, and 'long' is not");
            done.countDown();
            assertTrue(stage.seen.isEmpty());
        }
    }

    @Test
    void badInputEndsTheJobAndTheNextOneWorks(TestInfo test) throws Exception {
        try (TestStage stage = stage(test)) {
            stage.send("bad");
            stage.send("good");
            stage.worker(item -> {
                if (item.task().id().equals("bad")) {
                    throw FailureException.badInput("frames", 0, "at least 1");
                }
            });

            assertEquals("bad", stage.next().task().id());
            assertEquals(Failure.badInput("frames", 0, "at least 1"), TestStage.await(stage.told));
            assertEquals("good", stage.next().task().id());
            assertTrue(stage.told.isEmpty());
            assertEquals(List.of(), stage.deadLetters());
        }
    }

    @Test
    void tooLittleMemoryEndsTheJob(TestInfo test) throws Exception {
        try (TestStage stage = stage(test)) {
            stage.send("huge");
            stage.worker(item -> {
                throw new OutOfMemoryError("Java heap space");
            });

            Failure failure = TestStage.await(stage.told);
            assertEquals(FailureKind.OUT_OF_RESOURCES, failure.kind());
            assertTrue(failure.message().contains("Java heap space"), failure.message());
        }
    }

    @Test
    void anItemIsKeptWhileADependencyIsDown(TestInfo test) throws Exception {
        try (TestStage stage = stage(test)) {
            stage.lockFor(Duration.ofSeconds(2));
            GrowingDelay longerThanTheLock = new GrowingDelay(Duration.ofMillis(2500), 2, Duration.ofSeconds(30), 0);
            WorkPolicy slow = new WorkPolicy(longerThanTheLock, TestStage.QUICK.retry(), 1, 8, TestStage.QUICK.grace());
            stage.send("patient");
            stage.worker(
                    item -> {
                        if (stage.seen.size() < 3) {
                            throw down();
                        }
                    },
                    slow);

            awaitSeen(stage, 3);
            stage.send("after");
            awaitSeen(stage, 4);
            assertEquals(
                    List.of("patient 1", "patient 1", "patient 1", "after 1"),
                    stage.seen.stream()
                            .map(item -> item.task().id() + " " + item.attempt())
                            .toList());
            assertTrue(stage.told.isEmpty());
        }
    }

    @Test
    void ourOwnFaultIsTriedThriceThenDeadLettered(TestInfo test) throws Exception {
        try (TestStage stage = stage(test)) {
            stage.send("broken");
            stage.send("fine");
            stage.worker(item -> {
                if (item.task().id().equals("broken")) {
                    throw new IllegalStateException("a bug", new java.io.IOException("a disk"));
                }
            });

            stage.forwarder();

            Failure failure = TestStage.await(stage.told);
            awaitSeen(stage, 4);
            assertEquals(FailureKind.BUG, failure.kind());
            assertTrue(failure.message().contains("a bug"), failure.message());
            List<WorkItem> tries = stage.seen.stream()
                    .filter(item -> item.task().id().equals("broken"))
                    .toList();
            assertEquals(List.of(1, 1, 1), tries.stream().map(WorkItem::attempt).toList(), "a record of its own each");
            List<DeadLetter> letters = stage.deadLetters();
            assertEquals(1, letters.size());
            DeadLetter letter = letters.get(0);
            assertEquals(stage.topic, letter.topic());
            assertEquals(tries.get(2).offset(), letter.offset());
            assertEquals("broken", letter.id());
            assertEquals(failure, letter.failure());
            assertEquals(
                    "java.lang.IllegalStateException: a bug; caused by java.io.IOException: a disk", letter.cause());
            assertEquals(3, letter.failures());
            assertEquals(1, letter.attempt());
            assertEquals(tries.get(0).traceparent().get(), letter.traceparent());
            assertEquals(tries.get(2).headers(), letter.headers());
            assertEquals("broken", letter.key());
            assertTrue(letter.body().contains("\"broken\""), letter.body());
        }
    }

    @Test
    void anItemDeliveredTooOftenIsNotTouched(TestInfo test) throws Exception {
        try (TestStage stage = stage(test)) {
            WorkPolicy third = new WorkPolicy(
                    TestStage.QUICK.dependency(), TestStage.QUICK.retry(), 3, 3, TestStage.QUICK.grace());
            stage.send("deadly");
            stage.worker(
                    item -> {
                        throw FailureException.badInput("frames", 0, "at least 1");
                    },
                    (ToldOutcome) (item, failure) -> {
                        if (failure.kind() == FailureKind.BAD_INPUT) {
                            throw new IllegalStateException("gives the record back");
                        }
                        stage.told.add(failure);
                    },
                    third);

            Failure failure = TestStage.await(stage.told);
            assertEquals(FailureKind.BUG, failure.kind());
            assertEquals("3 deliveries", failure.found());
            assertEquals(
                    List.of(1, 2), stage.seen.stream().map(WorkItem::attempt).toList());
            DeadLetter letter = stage.deadLetters().get(0);
            assertEquals(3, letter.attempt());
            assertEquals(0, letter.failures(), "a delivery is no failure");
        }
    }

    @Test
    void aBrokersLowLimitLowersOurs() {
        assertEquals(8, WorkPolicy.DEFAULT.mostDeliveries(10));
        assertEquals(4, WorkPolicy.DEFAULT.mostDeliveries(5));
        assertEquals(1, WorkPolicy.DEFAULT.mostDeliveries(1));
    }

    @Test
    void whatIsNoTaskIsDeadLetteredAndTheLoopGoesOn(TestInfo test) throws Exception {
        try (TestStage stage = stage(test)) {
            stage.sendRaw("{\"id\":");
            stage.sendRaw("{\"id\":\"../../etc\",\"input\":null}");
            stage.sendRaw("{\"id\":\"a\",\"speed\":9}");
            stage.sendRaw(null);
            stage.send("sound");
            stage.worker(item -> {});

            assertEquals("sound", stage.next().task().id());
            List<DeadLetter> letters = stage.deadLetters();
            assertEquals(
                    List.of("message", "id", "speed", "message"),
                    letters.stream().map(letter -> letter.failure().field()).toList());
            assertEquals("{\"id\":", letters.get(0).body());
            assertEquals("", letters.get(0).id());
            assertEquals("", letters.get(3).body());
        }
    }

    @Test
    void aFailureThatCannotBeToldComesAgain(TestInfo test) throws Exception {
        try (TestStage stage = stage(test)) {
            BlockingQueue<Integer> attempts = new LinkedBlockingQueue<>();
            stage.send("untold");
            stage.worker(
                    item -> {
                        throw FailureException.badInput("frames", 0, "at least 1");
                    },
                    (ToldOutcome) (item, failure) -> {
                        attempts.add(item.attempt());
                        if (attempts.size() == 1) {
                            throw new IllegalStateException("cannot tell");
                        }
                        if (attempts.size() == 2) {
                            throw down(); // waited out, without another delivery
                        }
                        stage.told.add(failure);
                    },
                    TestStage.QUICK);

            TestStage.await(stage.told);
            assertEquals(List.of(1, 2, 2), List.copyOf(attempts));
        }
    }

    private static void awaitSeen(TestStage stage, int items) throws InterruptedException {
        long begin = System.nanoTime();
        while (stage.seen.size() < items && System.nanoTime() - begin < TestStage.PATIENCE.toNanos()) {
            Thread.sleep(20);
        }
        assertEquals(items, stage.seen.size());
    }

    private static FailureException down() {
        return new FailureException(
                new Failure(FailureKind.DEPENDENCY_DOWN, "kinora.store.endpoint", "nothing", "a store", ""));
    }
}
