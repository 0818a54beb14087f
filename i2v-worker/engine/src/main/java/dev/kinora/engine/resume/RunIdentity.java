package dev.kinora.engine.resume;

import dev.kinora.inference.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * All that decides a run's bytes: runs of one identity are the same run, so one may go on where another stood.
 *
 * @param parameters SHA-256 of the job's, resolved
 * @param still SHA-256 of its pixels
 * @param loras SHA-256 of the presets' files, in the camera moves' order; what a job brings along is among its parameters
 * @param model digest of configurations and weights
 * @param fingerprint of the machine, in words
 */
public record RunIdentity(String parameters, String still, String loras, String model, String fingerprint) {
    private static final int NAME_LENGTH = 16;

    static RunIdentity of(Map<String, String> parts) {
        return new RunIdentity(
                parts.getOrDefault("parameters", ""),
                parts.getOrDefault("still", ""),
                parts.getOrDefault("loras", ""),
                parts.getOrDefault("model", ""),
                parts.getOrDefault("fingerprint", ""));
    }

    SortedMap<String, String> parts() {
        return new TreeMap<>(Map.of(
                "parameters", parameters, "still", still, "loras", loras, "model", model, "fingerprint", fingerprint));
    }

    /** A short name, as good as unique. */
    public String name() {
        return Sha256.of(parts().toString().getBytes(StandardCharsets.UTF_8)).substring(0, NAME_LENGTH);
    }

    /** What of it differs from another's, in words; empty if nothing does. */
    public Optional<String> differenceFrom(RunIdentity other) {
        Map<String, String> theirs = other.parts();
        return parts().entrySet().stream()
                .filter(part -> !part.getValue().equals(theirs.get(part.getKey())))
                .map(part -> part.getKey() + " " + part.getValue() + ", expected " + theirs.get(part.getKey()))
                .findFirst();
    }
}
