package dev.kinora.ingest.http;

import dev.kinora.contract.FailureException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
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

    private final Optional<KeyFile> file;
    private final boolean originsAreJudged;
    private final RequestRates rates = new RequestRates();

    private HttpAccess(Optional<KeyFile> file, boolean originsAreJudged) {
        this.file = file;
        this.originsAreJudged = originsAreJudged;
    }

    /**
     * Reads the keys, if there is a file.
     *
     * @param host that the process listens on
     * @param originsAreJudged whether Quarkus' CORS filter has refused all origins but those it is set up for
     * @throws FailureException BAD_INPUT if the file is not right, or there is none and others than this machine may connect
     */
    public static HttpAccess of(Optional<Path> file, String host, boolean originsAreJudged) {
        if (file.isEmpty() && !LOCAL.matcher(host).matches()) {
            throw FailureException.badInput(
                    KEYS, "no keys while listening on " + host, "a file of keys, or quarkus.http.host=127.0.0.1");
        }
        return new HttpAccess(file.map(KeyFile::new), originsAreJudged);
    }

    /** What a request says of where it comes from. Each may be null. */
    record Credentials(String host, String origin, String authorization) {}

    /** What becomes of a request. */
    sealed interface Verdict {
        /** It is let in, with this key if there are keys. */
        record Admitted(Optional<ApiKey> key) implements Verdict {}

        /** No key, or none that is known. */
        record Unauthorized() implements Verdict {}

        /** It comes from a page of another site. */
        record Forbidden() implements Verdict {}

        /** The key asks too often. */
        record TooFast(ApiKey key, Duration pause) implements Verdict {}
    }

    /** Decides, and counts a request that has a key. */
    Verdict judge(Credentials credentials) {
        if (!originsAreJudged && credentials.origin() != null && !isOf(credentials.origin(), credentials.host())) {
            return new Verdict.Forbidden();
        }
        if (file.isEmpty()) {
            return isLocal(credentials.host()) ? new Verdict.Admitted(Optional.empty()) : new Verdict.Forbidden();
        }
        Optional<ApiKey> key =
                bearer(credentials.authorization()).flatMap(file.get().keys()::find);
        return key.isPresent() ? pace(key.get()) : new Verdict.Unauthorized();
    }

    private Verdict pace(ApiKey key) {
        Optional<Duration> pause = rates.take(key);
        return pause.isPresent() ? new Verdict.TooFast(key, pause.get()) : new Verdict.Admitted(Optional.of(key));
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
