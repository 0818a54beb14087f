package dev.kinora.ingest.http;

import dev.kinora.contract.FailureException;
import dev.kinora.ingest.request.Sha256;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Who may ask, by the SHA-256 of their keys: whoever reads the file learns no key. The keys are random and long, so a plain hash
 * is enough.
 */
final class ApiKeys {
    private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");
    private static final Pattern LABEL = Pattern.compile("[A-Za-z0-9_-]{1,64}");
    private static final Set<String> LIMITS = Set.of("rate", "quota", "daily");

    private final List<ApiKey> keys;

    private ApiKeys(List<ApiKey> keys) {
        this.keys = List.copyOf(keys);
    }

    /**
     * Reads a properties file of {@code label = SHA-256 of the key in lower-case hexadecimal}, and beside it if wanted {@code
     * label.rate}, {@code label.quota} and {@code label.daily}.
     *
     * @throws FailureException BAD_INPUT naming the file and the line that is not right; never what stands there
     */
    static ApiKeys read(Path file) {
        Properties lines = load(file);
        List<ApiKey> keys = new ArrayList<>();
        for (String name : lines.stringPropertyNames()) {
            if (!isLimit(name, lines)) {
                keys.add(key(name, lines, file));
            }
        }
        if (keys.isEmpty()) {
            throw refusal("no key in " + file, "at least one");
        }
        return new ApiKeys(keys);
    }

    /** Whose key this is. Every one is compared, and each to its end, so that the time taken tells nothing. */
    Optional<ApiKey> find(String key) {
        byte[] hash = ascii(Sha256.of(key.getBytes(StandardCharsets.UTF_8)));
        ApiKey found = null;
        for (ApiKey known : keys) {
            found = MessageDigest.isEqual(hash, ascii(known.sha256())) ? known : found;
        }
        return Optional.ofNullable(found);
    }

    private static Properties load(Path file) {
        Properties lines = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            lines.load(reader);
        } catch (IOException | IllegalArgumentException unreadable) {
            throw refusal(file + " (" + unreadable.getClass().getSimpleName() + ")", "a readable properties file");
        }
        return lines;
    }

    private static boolean isLimit(String name, Properties lines) {
        int dot = name.lastIndexOf('.');
        return dot > 0 && LIMITS.contains(name.substring(dot + 1)) && lines.containsKey(name.substring(0, dot));
    }

    private static ApiKey key(String label, Properties lines, Path file) {
        if (!LABEL.matcher(label).matches()) {
            throw refusal(
                    "the name " + label + " in " + file, "a label of 1 to 64 of A-Z a-z 0-9 - _, or a limit of one");
        }
        String hash = lines.getProperty(label).strip();
        if (!HASH.matcher(hash).matches()) {
            throw refusal("something else at " + label + " in " + file, "the SHA-256 of a key, 64 of 0-9 a-f");
        }
        return new ApiKey(
                label,
                hash,
                limit(label + ".rate", 1, lines, file),
                limit(label + ".quota", 0, lines, file),
                limit(label + ".daily", 0, lines, file));
    }

    private static int limit(String name, int least, Properties lines, Path file) {
        String text = lines.getProperty(name);
        if (text == null) {
            return ApiKey.UNLIMITED;
        }
        if (!text.strip().matches("\\d{1,9}") || Integer.parseInt(text.strip()) < least) {
            throw refusal("something else at " + name + " in " + file, "a whole number from " + least);
        }
        return Integer.parseInt(text.strip());
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static FailureException refusal(String found, String expected) {
        return FailureException.badInput(HttpAccess.KEYS, found, expected);
    }
}
