package dev.kinora.contract;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * What a job's sender wants of the pipeline rather than of the picture: none of it changes a pixel.
 *
 * @param priority which queue it waits in
 * @param deadline after which nobody wants the clip any more, or null
 * @param keepFrames whether its frames stay in the store after the clip is published
 * @param webhook who is told of its events over HTTP, or null
 */
public record JobTerms(Priority priority, Instant deadline, boolean keepFrames, Webhook webhook) {
    /** Interactive, without a deadline, frames removed. */
    public static final JobTerms DEFAULT = new JobTerms(Priority.INTERACTIVE, null, false);

    /** Nobody is told over HTTP. */
    public JobTerms(Priority priority, Instant deadline, boolean keepFrames) {
        this(priority, deadline, keepFrames, null);
    }

    public JobTerms {
        priority = Objects.requireNonNullElse(priority, Priority.INTERACTIVE);
    }

    /** Why the job ends at that time, if its deadline has come. */
    public static Optional<String> overdue(Instant deadline, Instant now) {
        return deadline == null || now.isBefore(deadline)
                ? Optional.empty()
                : Optional.of("past its deadline, " + deadline);
    }
}
