package dev.kinora.ingest.board;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kinora.contract.Failure;
import dev.kinora.contract.JobEvent.JobAccepted;
import dev.kinora.contract.JobEvent.JobCancelled;
import dev.kinora.contract.JobEvent.JobRejected;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** How many jobs a key may have open, and all together. */
class AllowanceTest {
    private static final int ANY = Integer.MAX_VALUE;
    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

    private final JobBoard board = new JobBoard(100);

    @Test
    void aKeyHasSoManyJobsOpenAtOnceWhoeverTookThem() {
        Allowance two = new Allowance("ci", ANY, 2, ANY);
        board.happened(accepted("elsewhere", "ci"), NOON); // by another process
        board.happened(accepted("others", "studio"), NOON);
        assertTrue(board.reserve("a", two, NOON));
        ExcessException third = refused("b", two);
        assertEquals("quota", third.limit().field());
        assertTrue(third.limit().found().contains("key ci"), third.getMessage());
        assertFalse(board.reserve("a", two, NOON)); // the same again is no other job
        assertTrue(board.reserve("c", new Allowance("studio", ANY, 2, ANY), NOON));
        board.happened(new JobCancelled("elsewhere", "enough"), NOON);
        assertTrue(board.reserve("b", two, NOON));
    }

    @Test
    void aKeyHasSoManyJobsADayAndRefusedOnesDoNotCount() {
        Allowance two = new Allowance("ci", ANY, ANY, 2);
        board.happened(accepted("yesterday", "ci"), NOON.minus(Duration.ofHours(25)));
        board.happened(accepted("morning", "ci"), NOON.minus(Duration.ofHours(4)));
        board.happened(new JobCancelled("morning", "enough"), NOON);
        assertTrue(board.reserve("wrong", two, NOON));
        board.happened(new JobRejected("wrong", Failure.badInput("image", "nothing", "a picture")), NOON);
        assertTrue(board.reserve("a", two, NOON));
        ExcessException third = refused("b", two);
        assertEquals(
                List.of("daily", Duration.ofHours(20)), List.of(third.limit().field(), third.pause()));
    }

    @Test
    void inAllThereAreNoMoreThanTheQueueHolds() {
        board.happened(accepted("a", null), NOON);
        assertEquals("queue", refused("b", Allowance.ofAll(1)).limit().field());
        assertEquals(
                "queue", refused("b", new Allowance("ci", 1, ANY, ANY)).limit().field());
        board.release("a"); // is accepted: nothing to take back
        assertThrows(ExcessException.class, () -> board.requireRoom(Allowance.ofAll(1), NOON));
    }

    @Test
    void aReservationThatIsTakenBackMakesRoom() {
        assertTrue(board.reserve("a", Allowance.ofAll(1), NOON));
        board.release("a");
        assertTrue(board.reserve("b", Allowance.ofAll(1), NOON));
    }

    @Test
    void ofManyThatComeTogetherNoMoreGetInThanMay() throws InterruptedException, ExecutionException {
        Allowance five = new Allowance("ci", ANY, 5, ANY);
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Callable<Boolean>> asking = IntStream.range(0, 50)
                    .<Callable<Boolean>>mapToObj(i -> () -> isTaken("j" + i, five))
                    .toList();
            int taken = 0;
            for (Future<Boolean> answer : threads.invokeAll(asking)) {
                taken += answer.get() ? 1 : 0;
            }
            assertEquals(5, taken);
        } finally {
            threads.shutdown();
        }
    }

    private boolean isTaken(String id, Allowance allowance) {
        try {
            return board.reserve(id, allowance, NOON);
        } catch (ExcessException full) {
            return false;
        }
    }

    private ExcessException refused(String id, Allowance allowance) {
        return assertThrows(ExcessException.class, () -> board.reserve(id, allowance, NOON));
    }

    private static JobAccepted accepted(String id, String owner) {
        return new JobAccepted(id, "nano", null, Map.of(), owner);
    }
}
