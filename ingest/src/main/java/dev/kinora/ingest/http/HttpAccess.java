package dev.kinora.ingest.http;

import dev.kinora.contract.FailureException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Who may use the REST interface: whoever has a key; on this machine alone anybody, where no keys are set up.
 *
 * <p>A page in a browser is nobody: what carries the origin of another site is refused, and without keys so is what was
 * addressed to another name than this machine's, because a name can be made to point here.
 */
public final class HttpAccess {
    /** Setting that names the file of keys. */
    public static final String KEYS = "kinora.ingest.api-keys";

    private static final Pattern LOCAL = Pattern.compile("(localhost|127\\.0\\.0\\.1|\\[::1]|::1)(:\\d+)?");
    private static final Pattern BEARER = Pattern.compile("Bearer +(\\S+) *", Pattern.CASE_INSENSITIVE);

    private final Optional<ApiKeys> keys;

    private HttpAccess(Optional<ApiKeys> keys) {
        this.keys = keys;
    }

    /**
     * Reads the keys, if there is a file.
     *
     * @param host that the process listens on
     * @throws FailureException BAD_INPUT if the file is not right, or there is none and others than this machine may connect
     */
    public static HttpAccess of(Optional<Path> file, String host) {
        if (file.isEmpty() && !LOCAL.matcher(host).matches()) {
            throw FailureException.badInput(
                    KEYS, "no keys while listening on " + host, "a file of keys, or quarkus.http.host=127.0.0.1");
        }
        return new HttpAccess(file.map(ApiKeys::read));
    }

    /** What a request says of where it comes from. Each may be null. */
    record Credentials(String host, String origin, String authorization) {}

    /** A refusal. */
    enum Refusal {
        /** No key, or none that is known. */
        UNAUTHORIZED,
        /** It comes from a page of another site. */
        FORBIDDEN
    }

    /** Why the request is refused; empty if it is not. */
    Optional<Refusal> refusal(Credentials credentials) {
        if (credentials.origin() != null && !isOf(credentials.origin(), credentials.host())) {
            return Optional.of(Refusal.FORBIDDEN);
        }
        if (keys.isEmpty()) {
            return isLocal(credentials.host()) ? Optional.empty() : Optional.of(Refusal.FORBIDDEN);
        }
        return bearer(credentials.authorization()).flatMap(keys.get()::label).isPresent()
                ? Optional.empty()
                : Optional.of(Refusal.UNAUTHORIZED);
    }

    private static boolean isLocal(String host) {
        return host != null && LOCAL.matcher(host).matches();
    }

    private static boolean isOf(String origin, String host) {
        try {
            return host != null && host.equals(URI.create(origin).getAuthority());
        } catch (IllegalArgumentException noOrigin) {
            return false;
        }
    }

    private static Optional<String> bearer(String authorization) {
        Matcher matcher = BEARER.matcher(authorization == null ? "" : authorization);
        return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
    }
}
