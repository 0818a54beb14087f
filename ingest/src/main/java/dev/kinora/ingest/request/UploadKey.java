package dev.kinora.ingest.request;

import dev.kinora.contract.FailureException;
import dev.kinora.contract.ObjectKeys;
import java.util.List;

/** The rule for keys that requests may name: they lie under {@code uploads/}, where a user's own objects are. */
public final class UploadKey {
    private static final int LONGEST = 1024;

    private UploadKey() {}

    /**
     * Returns the key if it is legal.
     *
     * @throws FailureException BAD_INPUT on the field if not
     */
    public static String require(String field, String key) {
        boolean climbs = List.of(key.split("/")).contains("..");
        if (!key.startsWith(ObjectKeys.UPLOADS) || key.length() > LONGEST || climbs) {
            throw FailureException.badInput(
                    field, Found.shorten(key), "the key of an object under " + ObjectKeys.UPLOADS);
        }
        return key;
    }
}
