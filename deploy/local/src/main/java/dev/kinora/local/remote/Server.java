package dev.kinora.local.remote;

import dev.kinora.contract.FailureException;
import java.net.URI;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A Kinora that listens on HTTP.
 *
 * @param address with neither path nor query, such as {@code https://kinora.example}
 * @param key that it asks for, if it does
 */
public record Server(URI address, Optional<String> key) {
    private static final Pattern ADDRESS = Pattern.compile("https?://[^/?#@\\s]+");
    private static final Pattern KEY = Pattern.compile("[\\x21-\\x7e]+");

    /**
     * Reads an address as a person writes it.
     *
     * @throws FailureException BAD_INPUT on {@code server} or {@code api-key}; the key itself is never told
     */
    public static Server of(String address, Optional<String> key) {
        String trimmed = address.strip().replaceFirst("/+$", "");
        if (!ADDRESS.matcher(trimmed).matches()) {
            throw FailureException.badInput("server", address, "an address such as https://kinora.example:8443");
        }
        if (key.filter(text -> !KEY.matcher(text).matches()).isPresent()) {
            throw FailureException.badInput("api-key", "blanks or letters beyond ASCII", "a key as it was given out");
        }
        try {
            return new Server(URI.create(trimmed), key);
        } catch (IllegalArgumentException malformed) {
            throw FailureException.badInput("server", address, "an address such as https://kinora.example:8443");
        }
    }

    /** Without the key, which is nobody's business. */
    @Override
    public String toString() {
        return address.toString();
    }
}
