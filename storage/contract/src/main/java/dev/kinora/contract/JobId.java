package dev.kinora.contract;

import java.util.regex.Pattern;

/** The rule for job ids: 1 to 64 letters, digits, {@code -} or {@code _}, so that an id is safe in keys and paths. */
public final class JobId {
    private static final Pattern LEGAL = Pattern.compile("[A-Za-z0-9_-]{1,64}");

    private JobId() {}

    /**
     * Returns the id if it is legal.
     *
     * @throws FailureException {@link FailureKind#BAD_INPUT} on field {@code id}
     */
    public static String require(String id) {
        Check.that(isLegal(id), "id", id, "1 to 64 of A-Z a-z 0-9 - _");
        return id;
    }

    /** Whether a job may have that id. */
    public static boolean isLegal(String id) {
        return id != null && LEGAL.matcher(id).matches();
    }

    /** The id of a request that brought none: a function of where it lies, so that a redelivery is the same job. */
    public static String ofRecord(String topic, int partition, long offset) {
        return topic.replaceAll("[^A-Za-z0-9_-]", "-") + "-" + partition + "-" + offset;
    }
}
