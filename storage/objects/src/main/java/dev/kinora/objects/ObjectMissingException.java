package dev.kinora.objects;

/** There is no object under the key. Whether that is the job's fault or ours, only the caller knows. */
public final class ObjectMissingException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String key;

    ObjectMissingException(String key, String place, Throwable cause) {
        super("object " + key + " is missing in " + place, cause);
        this.key = key;
    }

    /** The key asked for. */
    public String key() {
        return key;
    }
}
