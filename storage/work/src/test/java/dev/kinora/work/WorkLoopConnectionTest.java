package dev.kinora.work;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kinora.contract.Failure;
import dev.kinora.contract.FailureException;
import dev.kinora.contract.FailureKind;
import dev.kinora.contract.ObjectRef;
import dev.kinora.contract.StageTask;
import dev.kinora.contract.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/** What a loop knows of its broker, and when. */
class WorkLoopConnectionTest extends RealBroker {
    @Test
    void theBrokerIsKnownToBeThereWhileTheFirstItemIsWorkedOn(TestInfo test) throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        try (TestStage stage = stage(test)) {
            stage.send("first");
            WorkLoop loop = stage.worker(item -> asked.await());
            stage.next();

            assertTrue(loop.isConnected());
            assertEquals(Optional.empty(), loop.missing());
            asked.countDown();
        }
    }

    @Test
    void whatAnItemWaitsForIsMissingUntilItIsThere(TestInfo test) throws Exception {
        AtomicBoolean isFull = new AtomicBoolean(true);
        Failure full = new Failure(FailureKind.DEPENDENCY_DOWN, "kinora.store.endpoint", "", "", "the store is full");
        try (TestStage stage = stage(test)) {
            stage.send("large");
            WorkLoop loop = stage.worker(item -> {
                if (isFull.get()) {
                    throw new FailureException(full);
                }
            });
            awaitMissing(loop, Optional.of(full.message()));
            isFull.set(false);
            awaitMissing(loop, Optional.empty());
        }
    }

    private static void awaitMissing(WorkLoop loop, Optional<String> wanted) throws InterruptedException {
        long begin = System.nanoTime();
        while (!loop.missing().equals(wanted) && System.nanoTime() - begin < TestStage.PATIENCE.toNanos()) {
            Thread.sleep(20);
        }
        assertEquals(wanted, loop.missing());
    }

    @Test
    void workIsTakenOnceTheTopicIsThere(TestInfo test) throws Exception {
        String topic = "test.appears-later";
        BlockingQueue<String> seen = new LinkedBlockingQueue<>();
        try (TestStage stage = stage(test);
                WorkLoop loop = new WorkLoop(
                        stage.broker,
                        "later",
                        List.of(topic),
                        item -> seen.add(item.task().id()),
                        (ToldOutcome) (item, failure) -> {})) {
            loop.start();
            stage.ensure(List.of(new Topics.Definition(topic, 1, Map.of())));
            try (MessageSender sender = new MessageSender(stage.broker, "test")) {
                sender.send(topic, "x", new StageTask("x", new ObjectRef("k", 1, "")), Optional.empty());
            }

            assertEquals("x", TestStage.await(seen));
        }
    }

    /** Of another id then, and with records that count from 0 again. */
    @Test
    void workGoesOnWhenItsTopicWasDeletedAndIsMadeAgain(TestInfo test) throws Exception {
        try (TestStage stage = stage(test)) {
            stage.worker(item -> {});
            stage.send("before");
            assertEquals("before", stage.next().task().id());

            stage.makeTopicAgain();
            stage.send("after");

            assertEquals("after", stage.next().task().id());
        }
    }

    @Test
    void anItemWhoseTopicIsDeletedIsLeftForTheNextOne(TestInfo test) throws Exception {
        try (TestStage stage = stage(test)) {
            stage.lockFor(Duration.ofSeconds(2));
            CountDownLatch left = new CountDownLatch(1);
            stage.worker(item -> {
                if (item.task().id().equals("endless")) {
                    try {
                        new CountDownLatch(1).await();
                    } finally {
                        left.countDown();
                    }
                }
            });
            stage.send("endless");
            assertEquals("endless", stage.next().task().id());

            stage.makeTopicAgain();
            stage.send("after");

            assertEquals("after", stage.next().task().id());
            assertEquals(0, left.getCount());
        }
    }
}
