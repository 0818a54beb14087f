package dev.kinora.ingest.board;

import dev.kinora.contract.FailureException;

/**
 * Which jobs are asked for.
 *
 * @param state they are in, or null for any
 * @param label they carry, {@code name} or {@code name=value}, or null for any
 * @param before the id of a job: only those heard of before it; null for all
 * @param limit 1 to 500
 */
public record JobQuery(JobState state, String label, String before, int limit) {
    private static final int MOST = 500;

    public JobQuery {
        if (limit < 1 || limit > MOST) {
            throw FailureException.badInput("limit", limit, "1 to " + MOST);
        }
    }

    boolean matches(JobStatus job) {
        return (state == null || job.state() == state) && (label == null || isLabelled(job));
    }

    private boolean isLabelled(JobStatus job) {
        int equals = label.indexOf('=');
        return equals < 0
                ? job.isLabelled(label, null)
                : job.isLabelled(label.substring(0, equals), label.substring(equals + 1));
    }
}
