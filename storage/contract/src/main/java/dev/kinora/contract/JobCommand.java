package dev.kinora.contract;

/** What somebody wants of a job that exists, on {@code kinora.control} under the job's id; the last command counts. */
public sealed interface JobCommand {

    /** The job's id. */
    String id();

    /**
     * End it wherever it is, and publish nothing.
     *
     * @param reason told to everybody who follows the job
     */
    record Cancel(String id, String reason) implements JobCommand {
        public Cancel {
            JobId.require(id);
            Check.that(reason != null && !reason.isBlank(), "reason", reason, "a text");
        }
    }

    /** Begin it once more, if it has failed; takes back an earlier command to cancel it. */
    record Retry(String id) implements JobCommand {
        public Retry {
            JobId.require(id);
        }
    }
}
