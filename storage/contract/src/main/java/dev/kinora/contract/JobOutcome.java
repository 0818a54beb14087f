package dev.kinora.contract;

import dev.kinora.contract.JobEvent.JobCancelled;
import dev.kinora.contract.JobEvent.JobFailed;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * {@code jobs/{id}/outcome.json}: how a job ended. It is written under the condition that there is none, so of publishing,
 * failing and cancelling that happen together, one counts.
 *
 * @param id of the job
 * @param end what became of it
 * @param stage that gave it up; null if it did not fail
 * @param failure the last one; null if it did not fail
 * @param reason why it was cancelled; null if it was not
 */
public record JobOutcome(String id, End end, String stage, Failure failure, String reason) {

    /** What becomes of a job in the end. */
    public enum End {
        /** The clip is verified, and is being published or lies there already. */
        PUBLISHED,
        /** It cannot be done. */
        FAILED,
        /** Nobody wants it any more. */
        CANCELLED;

        /** The word used in messages. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public JobOutcome {
        JobId.require(id);
        Objects.requireNonNull(end, "end");
    }

    /** The clip may be published. */
    public static JobOutcome published(String id) {
        return new JobOutcome(id, End.PUBLISHED, null, null, null);
    }

    /** The stage has given the job up. */
    public static JobOutcome failed(String id, String stage, Failure failure) {
        return new JobOutcome(id, End.FAILED, stage, failure, null);
    }

    /** The job was cancelled, or ran past its deadline. */
    public static JobOutcome cancelled(String id, String reason) {
        return new JobOutcome(id, End.CANCELLED, null, null, reason);
    }

    /** The last event of the job; empty if it is published, because that event has an address that must be fresh. */
    public Optional<JobEvent> event() {
        return switch (end) {
            case PUBLISHED -> Optional.empty();
            case FAILED -> Optional.of(new JobFailed(id, stage, failure));
            case CANCELLED -> Optional.of(new JobCancelled(id, reason));
        };
    }
}
