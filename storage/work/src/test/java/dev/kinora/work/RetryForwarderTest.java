package dev.kinora.work;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kinora.contract.DeadLetter;
import dev.kinora.contract.ObjectRef;
import dev.kinora.contract.StageTask;
import dev.kinora.contract.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/** Records that failed by our own fault and come again later, on a real broker. */
class RetryForwarderTest extends RealBroker {
    @Test
    void anItemThatWaitsHoldsNoWorker(TestInfo test) throws Exception {
        try (TestStage stage = stage(test)) {
            GrowingDelay longerThanTheOthersTake = new GrowingDelay(Duration.ofSeconds(8), 1, Duration.ofSeconds(8), 0);
            stage.forwarder();
            stage.send("broken");
            stage.send("fine");
            stage.send("fine-too");
            stage.worker(
                    item -> {
                        if (item.task().id().equals("broken") && failures(item).equals("none")) {
                            throw new IllegalStateException("not yet");
                        }
                    },
                    new WorkPolicy(
                            TestStage.QUICK.dependency(), longerThanTheOthersTake, 3, 8, TestStage.QUICK.grace()));

            assertEquals(
                    List.of("broken none", "fine none", "fine-too none", "broken 1"),
                    List.of(seen(stage), seen(stage), seen(stage), seen(stage)));
        }
    }

    @Test
    void failuresAreCountedWhoeverSawThem(TestInfo test) throws Exception {
        try (TestStage stage = stage(test)) {
            stage.forwarder();
            stage.send("broken");
            WorkHandler failing = item -> {
                throw new IllegalStateException("a bug");
            };
            WorkLoop first = stage.worker(failing);
            stage.next();
            first.close();
            WorkLoop second = stage.worker(failing);
            stage.next();
            second.close();
            stage.worker(failing);

            TestStage.await(stage.told);

            DeadLetter letter = stage.deadLetters().get(0);
            assertEquals(3, letter.failures());
            assertEquals("2", letter.headers().get(Retry.FAILURES));
        }
    }

    @Test
    void whatWaitedWhenTheForwarderDiedIsSentOnceByTheNext(TestInfo test) throws Exception {
        try (TestStage stage = stage(test)) {
            retry(stage, "now", Instant.now());
            retry(stage, "later", Instant.now().plusSeconds(6));
            stage.worker(item -> {});
            RetryForwarder first = stage.forwarder();
            assertEquals("now 1", seen(stage));

            first.close();
            stage.forwarder();

            assertEquals("later 1", seen(stage));
            retry(stage, "last", Instant.now());
            assertEquals("last 1", seen(stage), "'now' was committed and does not come again");
        }
    }

    @Test
    void theEarliestGoesFirst(TestInfo test) throws Exception {
        try (TestStage stage = stage(test)) {
            retry(stage, "third", Instant.now().plusSeconds(6));
            retry(stage, "second", Instant.now().plusSeconds(4));
            retry(stage, "first", Instant.now());
            stage.worker(item -> {});
            stage.forwarder();

            assertEquals(List.of("first 1", "second 1", "third 1"), List.of(seen(stage), seen(stage), seen(stage)));
        }
    }

    @Test
    void aClockThatIsAheadMakesNobodyWaitForIt(TestInfo test) throws Exception {
        try (TestStage stage = stage(test)) {
            GrowingDelay second = new GrowingDelay(Duration.ofMillis(100), 1, Duration.ofSeconds(1), 0);
            retry(stage, "from-tomorrow", Instant.now().plus(Duration.ofDays(1)));
            stage.worker(item -> {});
            stage.forwarder(second);

            assertEquals("from-tomorrow 1", seen(stage));
        }
    }

    @Test
    void nothingIsSentToATopicThatIsNotOurs(TestInfo test) throws Exception {
        try (TestStage stage = stage(test)) {
            byte[] body = "{}".getBytes(StandardCharsets.UTF_8);
            RecordHeaders origin = new RecordHeaders();
            origin.add("kinora-origin", Topics.EVENTS.getBytes(StandardCharsets.UTF_8));
            origin.add("kinora-not-before", "2020-01-01T00:00:00Z".getBytes(StandardCharsets.UTF_8));
            stage.sendRecord(new ProducerRecord<>(Topics.RETRIES, null, (byte[]) null, body, origin));
            stage.sendRecord(new ProducerRecord<>(Topics.RETRIES, body));
            retry(stage, "after", Instant.now());
            stage.worker(item -> {});
            stage.forwarder();

            assertEquals("after 1", seen(stage));
            List<DeadLetter> letters = stage.deadLetters();
            assertEquals(
                    List.of(Topics.EVENTS, "nothing"),
                    letters.stream().map(letter -> letter.failure().found()).toList());
            assertTrue(letters.get(0).failure().message().contains("kinora-origin"));
        }
    }

    private static void retry(TestStage stage, String id, Instant notBefore) {
        StageTask task = new StageTask(id, new ObjectRef("jobs/" + id + "/job.json", 1, ""));
        RecordHeaders headers = new RecordHeaders();
        headers.add(Retry.FAILURES, "1".getBytes(StandardCharsets.UTF_8));
        byte[] key = id.getBytes(StandardCharsets.UTF_8);
        stage.sendRecord(new Retry(stage.topic, notBefore, key, new MessageCodec().write(task), headers).waiting());
    }

    private static String seen(TestStage stage) throws InterruptedException {
        WorkItem item = stage.next();
        return item.task().id() + " " + failures(item);
    }

    private static String failures(WorkItem item) {
        return item.headers().getOrDefault(Retry.FAILURES, "none");
    }
}
