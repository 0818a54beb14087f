package dev.kinora.objects;

import dev.kinora.contract.Failure;
import dev.kinora.contract.FailureException;
import dev.kinora.contract.FailureKind;

/**
 * There is no object under the key. Of what the pipeline wrote itself that is a BUG, tried again and then dead-lettered;
 * who reads a key that a user named catches it and says so.
 */
public final class ObjectMissingException extends FailureException {
    private static final long serialVersionUID = 1L;

    private final String key;

    ObjectMissingException(String key, String place, Throwable cause) {
        super(
                new Failure(
                        FailureKind.BUG,
                        key,
                        "no object in " + place,
                        "the object that was stored there",
                        "object " + key + " is missing in " + place),
                cause);
        this.key = key;
    }

    /** The key asked for. */
    public String key() {
        return key;
    }
}
