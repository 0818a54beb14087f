package dev.kinora.work;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kinora.contract.Failure;
import dev.kinora.contract.FailureException;
import dev.kinora.contract.FailureKind;
import dev.kinora.contract.JobEvent.JobFailed;
import dev.kinora.contract.JobProgress;
import dev.kinora.contract.ObjectRef;
import dev.kinora.contract.StageTask;
import dev.kinora.contract.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** What a stage must not believe said before the broker has it: its own record would be accepted and the job lost. */
class AnnouncerTest {
    private static final BrokerSettings NOBODY =
            BrokerSettings.from(Map.of(BrokerSettings.BOOTSTRAP_SERVERS, "127.0.0.1:1"));
    private static final StageTask TASK = new StageTask("untold", new ObjectRef("jobs/untold/job.json", 1, ""));
    private static final WorkItem ITEM = item(new RecordLease(Duration.ofMinutes(1), new Bell()));

    private final Announcer announcer = new Announcer(
            NOBODY, "test", message -> CompletableFuture.failedFuture(new TimeoutException("no broker took it")));

    @Test
    void whatTheBrokerDoesNotHaveIsNotSaid() {
        List<Executable> deeds = List.of(
                () -> announcer.started(ITEM),
                () -> announcer.task(ITEM, Topics.CLIPS, TASK),
                () -> announcer.failed(ITEM, Failure.badInput("frames", 0, "at least 1")));
        for (Executable deed : deeds) {
            Failure failure = assertThrows(FailureException.class, deed).failure();
            assertEquals(FailureKind.DEPENDENCY_DOWN, failure.kind());
            assertTrue(failure.found().contains("no broker took it"), failure.found());
        }
    }

    @Test
    void whoHasLostTheItemSaysNothingThatCounts() {
        RecordLease lost = new RecordLease(Duration.ofMinutes(1), new Bell());
        lost.end();
        AtomicInteger said = new AtomicInteger();
        Announcer speaking = new Announcer(NOBODY, "test", message -> {
            said.incrementAndGet();
            return CompletableFuture.completedFuture(null);
        });
        List<Executable> deeds = List.of(
                () -> speaking.event(item(lost), new JobFailed("untold", "test", Failure.badInput("a", 1, "2"))),
                () -> speaking.task(item(lost), Topics.CLIPS, TASK));

        for (Executable deed : deeds) {
            assertThrows(LeaseEndedException.class, deed);
        }
        assertEquals(0, said.get());
        speaking.started(item(lost));
        assertEquals(1, said.get(), "that a worker began is true even so");
    }

    @Test
    void progressMayBeLost() {
        announcer.progress(ITEM, new JobProgress("untold", "test", "denoise", 1, 2, null, 0.5));
    }

    private static WorkItem item(Lease lease) {
        return new WorkItem(TASK, Topics.FRAMES, 0, 0, 1, Map.of(), lease);
    }
}
