package dev.kinora.ingest.board;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kinora.contract.Failure;
import dev.kinora.contract.FailureException;
import dev.kinora.contract.FailureKind;
import dev.kinora.contract.JobEvent;
import dev.kinora.contract.JobEvent.ClipEncoded;
import dev.kinora.contract.JobEvent.ClipPublished;
import dev.kinora.contract.JobEvent.JobAccepted;
import dev.kinora.contract.JobEvent.JobCancelled;
import dev.kinora.contract.JobEvent.JobFailed;
import dev.kinora.contract.JobEvent.JobRejected;
import dev.kinora.contract.JobEvent.JobStarted;
import dev.kinora.contract.JobProgress;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class JobBoardTest {
    private static final Failure FAILURE = Failure.badInput("steps", 0, "1 or more");
    private static final JobEvent STARTED = new JobStarted("a", "i2v", "host-1", 1);
    private static final JobEvent FAILED = new JobFailed("a", "i2v", FAILURE);
    private static final JobEvent PUBLISHED =
            new ClipPublished("a", null, null, "http://x", 8, 8, 2, 7, 1, 0, null, null);

    private final JobBoard board = complete(100);
    private int seconds;

    @Test
    void aJobIsFollowedToItsEnd() {
        hear(accepted("a", Map.of("campaign", "autumn")));
        assertEquals(JobState.ACCEPTED, job().state());
        assertEquals("nano", job().model());
        hear(STARTED);
        JobProgress progress = new JobProgress("a", "i2v", "denoise", 2, 6, null, 4);
        board.progressed(progress, at(3));
        assertEquals(progress, job().progress());
        hear(new JobStarted("a", "interpolation", "host-2", 1));
        hear(new ClipEncoded("a", null));
        assertEquals(List.of(JobState.RUNNING, "interpolation"), List.of(job().state(), job().stage()));
        hear(PUBLISHED);
        assertEquals(JobState.PUBLISHED, job().state());
        assertEquals(at(1), job().created());
        assertEquals(at(5), job().ended());
        assertNull(job().progress());
    }

    @Test
    void whatIsPublishedOrCancelledStaysSo() {
        for (JobEvent end : List.of(PUBLISHED, new JobCancelled("a", "seen enough"))) {
            JobBoard own = complete(10);
            own.happened(accepted("a", Map.of()), at(1));
            own.happened(end, at(2));
            JobStatus ended = own.find("a").orElseThrow();
            for (JobEvent late : List.of(STARTED, accepted("a", Map.of()), end, rejected("a"), FAILED)) {
                own.happened(late, at(3));
            }
            own.progressed(new JobProgress("a", "i2v", "denoise", 2, 6, null, 4), at(4));
            assertEquals(ended, own.find("a").orElseThrow());
        }
    }

    @Test
    void anotherRequestOfTheSameIdDoesNotRejectTheJob() {
        hear(accepted("a", Map.of()));
        hear(rejected("a"));
        assertEquals(JobState.ACCEPTED, job().state());
    }

    @Test
    void aRejectedRequestMayBeSentAnew() {
        hear(rejected("a"));
        assertEquals(List.of(JobState.REJECTED, FAILURE), List.of(job().state(), job().failure()));
        hear(accepted("a", Map.of()));
        assertEquals(JobState.ACCEPTED, job().state());
        assertNull(job().ended());
    }

    @Test
    void aFailedJobThatIsReplayedRunsAndKeepsItsLastFailure() {
        hear(accepted("a", Map.of()));
        hear(FAILED);
        assertEquals(List.of(JobState.FAILED, FAILURE), List.of(job().state(), job().failure()));
        hear(STARTED);
        assertEquals(List.of(JobState.RUNNING, FAILURE), List.of(job().state(), job().failure()));
        assertNull(job().ended());
    }

    @Test
    void aRequestDeliveredTwiceDoesNotSendItsJobBack() {
        hear(accepted("a", Map.of()));
        hear(STARTED);
        hear(accepted("a", Map.of()));
        assertEquals(JobState.RUNNING, job().state());
    }

    @Test
    void whatWasSentIsThereAtOnceAndOverwritesNothing() {
        assertTrue(board.reserve("a", Allowance.ofAll(1), at(1)));
        assertEquals(JobState.SUBMITTED, job().state());
        hear(STARTED);
        assertFalse(board.reserve("a", Allowance.ofAll(1), at(3)));
        assertEquals(JobState.RUNNING, job().state());
    }

    @Test
    void pagesGoFromTheNewestToTheOldest() {
        IntStream.range(0, 5).forEach(i -> hear(accepted("j" + i, Map.of())));
        JobPage first = board.list(new JobQuery(null, null, null, 2));
        assertEquals(List.of("j4", "j3"), ids(first));
        JobPage second = board.list(new JobQuery(null, null, first.before(), 2));
        assertEquals(List.of("j2", "j1"), ids(second));
        JobPage third = board.list(new JobQuery(null, null, second.before(), 2));
        assertEquals(List.of("j0"), ids(third));
        assertNull(third.before());
    }

    @Test
    void listsAreFilteredByStateAndLabel() {
        hear(accepted("a", Map.of("campaign", "autumn")));
        hear(accepted("b", Map.of("campaign", "winter")));
        hear(accepted("c", Map.of()));
        hear(STARTED);
        assertEquals(List.of("a"), ids(board.list(new JobQuery(JobState.RUNNING, null, null, 9))));
        assertEquals(List.of("b"), ids(board.list(new JobQuery(null, "campaign=winter", null, 9))));
        assertEquals(List.of("b", "a"), ids(board.list(new JobQuery(null, "campaign", null, 9))));
    }

    @Test
    void queriesThatMakeNoSenseAreRefused() {
        assertEquals("before", refused(() -> board.list(new JobQuery(null, null, "nobody", 1))));
        assertEquals("limit", refused(() -> new JobQuery(null, null, null, 0)));
        assertEquals("limit", refused(() -> new JobQuery(null, null, null, 501)));
        assertEquals("state", refused(() -> JobState.parse("done")));
    }

    @Test
    void aFullBoardForgetsTheOldestThatHasEndedAndOnlyThenAnOpenOne() {
        JobBoard small = complete(2);
        small.happened(accepted("open", Map.of()), at(1));
        small.happened(rejected("over"), at(2));
        small.happened(accepted("new", Map.of()), at(3));
        assertEquals(List.of("new", "open"), ids(small.list(new JobQuery(null, null, null, 9))));
        small.happened(rejected("newest"), at(4));
        assertEquals(List.of("newest", "new"), ids(small.list(new JobQuery(null, null, null, 9))));
    }

    @Test
    void nothingIsSaidBeforeEverythingIsRead() {
        JobBoard fresh = new JobBoard(1);
        FailureException early = assertThrows(FailureException.class, () -> fresh.find("a"));
        assertEquals(FailureKind.DEPENDENCY_DOWN, early.failure().kind());
        assertThrows(FailureException.class, () -> fresh.list(new JobQuery(null, null, null, 1)));
    }

    @Test
    void progressOfAJobThatIsForgottenIsPassedOver() {
        board.progressed(new JobProgress("a", "i2v", "denoise", 2, 6, null, 4), at(1));
        assertTrue(board.find("a").isEmpty());
    }

    private void hear(JobEvent event) {
        board.happened(event, at(++seconds));
    }

    private JobStatus job() {
        return board.find("a").orElseThrow();
    }

    private static JobBoard complete(int capacity) {
        JobBoard board = new JobBoard(capacity);
        board.completed();
        return board;
    }

    private static JobEvent accepted(String id, Map<String, String> labels) {
        return new JobAccepted(id, "nano", null, labels);
    }

    private static JobEvent rejected(String id) {
        return new JobRejected(id, FAILURE);
    }

    private static Instant at(int second) {
        return Instant.ofEpochSecond(second);
    }

    private static List<String> ids(JobPage page) {
        return page.jobs().stream().map(JobStatus::id).toList();
    }

    private static String refused(Runnable call) {
        return assertThrows(FailureException.class, call::run).failure().field();
    }
}
