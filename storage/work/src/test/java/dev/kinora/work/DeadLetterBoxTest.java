package dev.kinora.work;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kinora.contract.DeadLetter;
import dev.kinora.contract.Failure;
import dev.kinora.contract.FailureException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/** Dead letters and those who deal with them, on a real broker. */
class DeadLetterBoxTest extends RealBroker {
    @Test
    void aReplayedRecordIsWhatItWasWithoutItsFailures(TestInfo test) throws Exception {
        try (TestStage stage = stage(test)) {
            AtomicBoolean repaired = new AtomicBoolean();
            stage.forwarder();
            stage.send("broken");
            stage.worker(item -> {
                if (!repaired.get()) {
                    throw new IllegalStateException("a bug");
                }
            });
            TestStage.await(stage.told);
            WorkItem first = stage.next();
            stage.seen.clear();
            DeadLetterBox box = new DeadLetterBox(stage.broker);
            FiledLetter letter = theOnly(box, stage);
            assertEquals(3, letter.letter().failures());
            repaired.set(true);

            box.replay(letter);

            WorkItem again = stage.next();
            assertEquals(first.task(), again.task());
            assertEquals(first.headers(), again.headers(), "trace and all, and no failure counted");
            assertEquals(Optional.of("replayed"), theOnly(box, stage).handled());
        }
    }

    @Test
    void aDiscardedLetterIsNotedAndTouchesNothing(TestInfo test) throws Exception {
        try (TestStage stage = stage(test)) {
            stage.sendRaw("{");
            stage.send("after");
            stage.worker(item -> {});
            stage.next();
            DeadLetterBox box = new DeadLetterBox(stage.broker);

            box.discard(theOnly(box, stage));

            assertEquals(Optional.of("discarded"), theOnly(box, stage).handled());
            stage.send("last");
            assertEquals("last", stage.next().task().id());
        }
    }

    @Test
    void aLetterOfAForeignTopicIsNotReplayed(TestInfo test) {
        try (TestStage stage = stage(test)) {
            DeadLetter forged = new DeadLetter(
                    "kinora.events",
                    0,
                    0,
                    "",
                    stage.name,
                    Failure.badInput("a", 1, "2"),
                    "",
                    0,
                    1,
                    null,
                    null,
                    Map.of(),
                    "{}");
            FiledLetter filed = new FiledLetter(0, 0, Instant.EPOCH, forged, Optional.empty());

            FailureException refusal =
                    assertThrows(FailureException.class, () -> new DeadLetterBox(stage.broker).replay(filed));
            assertEquals("topic", refusal.failure().field());
            assertFalse(refusal.failure().found().isEmpty());
        }
    }

    private static FiledLetter theOnly(DeadLetterBox box, TestStage stage) {
        List<FiledLetter> letters = box.letters().stream()
                .filter(filed -> filed.letter().stage().equals(stage.name))
                .toList();
        assertEquals(1, letters.size());
        assertTrue(letters.get(0).time().isAfter(Instant.EPOCH));
        return letters.get(0);
    }
}
