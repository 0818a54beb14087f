package dev.kinora.local.chaos;

import java.util.Map;
import java.util.Set;

/**
 * A job that the rehearsal sends, and how it may end.
 *
 * @param id of it
 * @param request its body
 * @param recipe whose clip it must give if it is published
 * @param fate what happens to it on the way
 */
record PlannedJob(String id, Map<String, Object> request, Recipe recipe, Fate fate) {

    /** What is done to a job, and with which events it may end. */
    enum Fate {
        /** Sent once. */
        PLAIN("ClipPublished"),
        /** Sent three times, the same each time. */
        DUPLICATED("ClipPublished"),
        /** Another request comes under its id, which must be refused, and change nothing. */
        CLASHING("ClipPublished", "JobRejected"),
        /** Cancelled at some time; may be too late. */
        CANCELLED("JobCancelled", "ClipPublished"),
        /** Its deadline is over. */
        OVERDUE("JobCancelled"),
        /** Malformed. */
        MALFORMED("JobRejected"),
        /** A task whose objects are not there. */
        BROKEN("JobFailed"),
        /** Kills every worker that begins with it. */
        DEADLY("JobFailed");

        private final Set<String> ends;

        Fate(String... ends) {
            this.ends = Set.of(ends);
        }

        /** Types of the final events that it may have. */
        Set<String> ends() {
            return ends;
        }
    }
}
