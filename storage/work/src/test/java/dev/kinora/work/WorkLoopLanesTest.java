package dev.kinora.work;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kinora.contract.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/** Interactive work before batch work, on a real broker. What is sent waits behind a first job, so that all is there at once. */
class WorkLoopLanesTest extends RealBroker {
    private final CountDownLatch go = new CountDownLatch(1);

    @Test
    void interactiveJobsGoBeforeBatchJobs(TestInfo test) throws Exception {
        try (TestStage stage = waiting(test)) {
            sendBatch(stage, 4);
            sendInteractive(stage, 3);
            go.countDown();

            List<String> order = order(stage, 7);

            List<String> firstFour = order.subList(0, 4);
            assertTrue(
                    firstFour.containsAll(List.of("now-1", "now-2", "now-3")),
                    () -> "one batch job at most, which was fetched before, goes first: " + order);
        }
    }

    @Test
    void aStreamOfInteractiveJobsStarvesNoBatchJob(TestInfo test) throws Exception {
        try (TestStage stage = waiting(test)) {
            sendBatch(stage, 1);
            sendInteractive(stage, 16);
            go.countDown();

            List<String> order = order(stage, 17);

            assertTrue(order.indexOf("batch-1") <= 8, order::toString);
        }
    }

    @Test
    void aBatchJobFetchedEarlyIsHeldForManyTimesItsLock(TestInfo test) throws Exception {
        try (TestStage stage = waiting(test)) {
            sendBatch(stage, 1);
            Thread.sleep(8000); // four locks: the idle lane fetches the job, and nobody works on it
            go.countDown();

            WorkItem batch = stage.next();
            assertEquals("batch-1", batch.task().id());
            assertEquals(1, batch.attempt());
            assertTrue(batch.lease().isHeld());
        }
    }

    /** The broker deals a group's topics out among its members, so a worker is several of them. */
    @Test
    void everyWorkerGetsWorkOfEveryTopic(TestInfo test) throws Exception {
        List<String> models = List.of("one", "other");
        try (TestStage stage = new TestStage(servers, "models")) {
            models.forEach(model -> stage.ensure(Topics.jobsDefinitions(model)));
            WorkTopics topics = WorkTopics.of(models.stream().map(Topics::jobs).toList());
            CountDownLatch allBusy = new CountDownLatch(4);
            WorkHandler untilAllAreBusy = item -> {
                allBusy.countDown();
                allBusy.await();
            };
            for (int worker = 0; worker < 4; worker++) {
                stage.worker(untilAllAreBusy, topics);
            }
            Thread.sleep(6000); // several heartbeats: who gets what changes as long as members come
            for (int job = 0; job < 4; job++) {
                stage.sendTo("one", "one-" + job);
            }
            assertTrue(allBusy.await(30, TimeUnit.SECONDS), "workers without a job: " + allBusy.getCount());
        }
    }

    /** A stage with two lanes whose only worker is busy until {@link #go}. */
    private TestStage waiting(TestInfo test) throws Exception {
        TestStage stage = stage(test);
        stage.lockFor(Duration.ofSeconds(2));
        stage.twoLanes(item -> {
            if (item.task().id().equals("first")) {
                go.await();
            }
        });
        // Both lanes have joined the group once each has had a job.
        stage.send("warm-up");
        stage.next();
        stage.sendBatch("warm-up-too");
        stage.next();
        stage.send("first");
        stage.next();
        return stage;
    }

    private static void sendBatch(TestStage stage, int count) {
        for (int i = 1; i <= count; i++) {
            stage.sendBatch("batch-" + i);
        }
    }

    private static void sendInteractive(TestStage stage, int count) {
        for (int i = 1; i <= count; i++) {
            stage.send("now-" + i);
        }
    }

    private static List<String> order(TestStage stage, int count) throws InterruptedException {
        List<String> order = new ArrayList<>();
        while (order.size() < count) {
            order.add(stage.next().task().id());
        }
        return order;
    }
}
