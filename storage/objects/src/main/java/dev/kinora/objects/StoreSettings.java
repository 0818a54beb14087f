package dev.kinora.objects;

import dev.kinora.contract.FailureException;
import java.util.Optional;
import java.util.function.Function;

/**
 * How to reach the object store.
 *
 * @param endpoint {@code http://} or {@code https://} address of an S3 server, without a path
 * @param region the server's, e.g. {@code us-east-1}
 * @param bucket that holds everything
 * @param accessKey public half of the credentials
 * @param secretKey secret half
 */
public record StoreSettings(String endpoint, String region, String bucket, String accessKey, String secretKey) {
    private static final String PREFIX = "kinora.store.";

    public StoreSettings {
        if (!endpoint.matches("https?://[^/\\s]+/?")) {
            throw FailureException.badInput(PREFIX + "endpoint", endpoint, "http://host:port or https://host:port");
        }
    }

    /**
     * Reads {@code kinora.store.endpoint|region|bucket|access-key|secret-key}. The region may be missing and is then
     * {@code us-east-1}, the bucket {@code kinora}.
     *
     * @throws FailureException BAD_INPUT naming a missing setting
     */
    public static StoreSettings from(Function<String, Optional<String>> lookup) {
        return new StoreSettings(
                required(lookup, "endpoint"),
                lookup.apply(PREFIX + "region").orElse("us-east-1"),
                lookup.apply(PREFIX + "bucket").orElse("kinora"),
                required(lookup, "access-key"),
                required(lookup, "secret-key"));
    }

    private static String required(Function<String, Optional<String>> lookup, String name) {
        return lookup.apply(PREFIX + name)
                .filter(value -> !value.isBlank())
                .orElseThrow(() -> FailureException.badInput(PREFIX + name, "nothing", "a value"));
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "StoreSettings[" + endpoint + " " + region + " " + bucket + " " + accessKey + "]";
    }
}
