package dev.kinora.ingest.http;

import dev.kinora.contract.FailureException;
import dev.kinora.ingest.request.Sha256;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Pattern;

/**
 * Who may ask, by the SHA-256 of their keys: whoever reads the file learns no key. The keys are random and long, so a plain hash
 * is enough, and looking one up tells nothing by the time it takes.
 */
final class ApiKeys {
    private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");

    private final Map<String, String> labels;

    private ApiKeys(Map<String, String> labels) {
        this.labels = Map.copyOf(labels);
    }

    /**
     * Reads a properties file of {@code label = SHA-256 of the key in lower-case hexadecimal}.
     *
     * @throws FailureException BAD_INPUT naming the file and the label that is not right; never what stands there
     */
    static ApiKeys read(Path file) {
        Properties lines = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            lines.load(reader);
        } catch (IOException | IllegalArgumentException unreadable) {
            throw refusal(file + " (" + unreadable.getClass().getSimpleName() + ")", "a readable properties file");
        }
        Map<String, String> labels = new HashMap<>();
        for (String label : lines.stringPropertyNames()) {
            String hash = lines.getProperty(label).strip();
            if (!HASH.matcher(hash).matches()) {
                throw refusal("something else at " + label + " in " + file, "the SHA-256 of a key, 64 of 0-9 a-f");
            }
            labels.put(hash, label);
        }
        if (labels.isEmpty()) {
            throw refusal("no key in " + file, "at least one");
        }
        return new ApiKeys(labels);
    }

    /** Whose key this is. */
    Optional<String> label(String key) {
        return Optional.ofNullable(labels.get(Sha256.of(key.getBytes(StandardCharsets.UTF_8))));
    }

    private static FailureException refusal(String found, String expected) {
        return FailureException.badInput(HttpAccess.KEYS, found, expected);
    }
}
