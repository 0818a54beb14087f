package dev.kinora.ingest.board;

import dev.kinora.contract.Failure;
import dev.kinora.contract.JobEvent;
import dev.kinora.contract.JobEvent.ClipEncoded;
import dev.kinora.contract.JobEvent.ClipPublished;
import dev.kinora.contract.JobEvent.FramesGenerated;
import dev.kinora.contract.JobEvent.JobAccepted;
import dev.kinora.contract.JobEvent.JobCancelled;
import dev.kinora.contract.JobEvent.JobFailed;
import dev.kinora.contract.JobEvent.JobRejected;
import dev.kinora.contract.JobEvent.JobStarted;
import dev.kinora.contract.JobProgress;
import java.time.Instant;
import java.util.Map;

/**
 * A job as the board shows it. Times are those of the messages.
 *
 * @param id of the job
 * @param state where it stands
 * @param stage that began last, or gave it up; null before the first
 * @param model by name; null until it is accepted
 * @param labels the sender's own
 * @param owner label of the API key it was asked for with; null if there was none, or it is not accepted yet elsewhere
 * @param created when it was first heard of
 * @param updated when it was last heard of
 * @param ended when it came to its end; null while it has not
 * @param failure the last one, also of a job that is tried again; null if there was none
 * @param reason why it was cancelled; null if it was not
 * @param progress the last word of the stage at work; null if there is none, or it has ended
 */
public record JobStatus(
        String id,
        JobState state,
        String stage,
        String model,
        Map<String, String> labels,
        String owner,
        Instant created,
        Instant updated,
        Instant ended,
        Failure failure,
        String reason,
        JobProgress progress) {

    /** A request that was just sent. */
    public static JobStatus submitted(String id, String owner, Instant now) {
        return new JobStatus(id, JobState.SUBMITTED, null, null, Map.of(), owner, now, now, null, null, null, null);
    }

    /**
     * The job after an event. What comes too late or again changes nothing: a job that is published or cancelled stays so, an
     * accepted one is not rejected by another request of the same id, a running one does not wait again because its request
     * was delivered twice.
     */
    JobStatus after(JobEvent event, Instant at) {
        if (state.isForGood() || (event instanceof JobRejected && wasAccepted())) {
            return this;
        }
        if (event instanceof JobAccepted accepted) {
            return accepted(accepted, at);
        }
        if (event instanceof JobStarted started) {
            return running(started.stage(), at);
        }
        if (event instanceof FramesGenerated || event instanceof ClipEncoded) {
            return running(stage, at);
        }
        return ended(event, at);
    }

    /** The job after a word of the stage at work; one that comes late is passed over. */
    JobStatus with(JobProgress latest, Instant at) {
        return state.isEnd()
                ? this
                : new JobStatus(id, state, stage, model, labels, owner, created, at, null, failure, reason, latest);
    }

    /** Whether it carries the label, with any value or with this one. */
    boolean isLabelled(String name, String value) {
        return labels.containsKey(name) && (value == null || labels.get(name).equals(value));
    }

    private boolean wasAccepted() {
        return model != null;
    }

    private JobStatus accepted(JobAccepted event, Instant at) {
        JobState now = state == JobState.RUNNING ? state : JobState.ACCEPTED;
        return new JobStatus(
                id,
                now,
                stage,
                event.model(),
                event.labels(),
                event.owner(),
                created,
                at,
                null,
                failure,
                reason,
                progress);
    }

    private JobStatus running(String by, Instant at) {
        return new JobStatus(
                id, JobState.RUNNING, by, model, labels, owner, created, at, null, failure, reason, progress);
    }

    private JobStatus ended(JobEvent event, Instant at) {
        if (event instanceof JobFailed failed) {
            return end(JobState.FAILED, failed.stage(), failed.failure(), null, at);
        }
        if (event instanceof JobRejected rejected) {
            return end(JobState.REJECTED, null, rejected.failure(), null, at);
        }
        if (event instanceof JobCancelled cancelled) {
            return end(JobState.CANCELLED, stage, failure, cancelled.reason(), at);
        }
        return event instanceof ClipPublished ? end(JobState.PUBLISHED, stage, failure, null, at) : this;
    }

    private JobStatus end(JobState end, String where, Failure why, String because, Instant at) {
        return new JobStatus(id, end, where, model, labels, owner, created, at, at, why, because, null);
    }
}
