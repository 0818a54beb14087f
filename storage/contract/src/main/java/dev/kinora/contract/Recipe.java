package dev.kinora.contract;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All that decides a clip, in the clip itself: the same recipe on machines of one fingerprint makes the same bytes. So nothing
 * is in here of when, where, by whom and under which id.
 *
 * @param version of Kinora that encoded it
 * @param model by name
 * @param modelDigest of its configurations and weights; null if the job brought its frames
 * @param loras in the order of the camera moves
 * @param interpolationDigest of the network that made frames in between; null if none did
 * @param still SHA-256 of the normalised picture; null if the job brought its frames
 * @param parameters all of them
 * @param encoding of the clip
 */
public record Recipe(
        String version,
        String model,
        String modelDigest,
        List<LoraDigest> loras,
        String interpolationDigest,
        String still,
        JobParameters parameters,
        Encoding encoding) {

    public Recipe {
        loras = loras == null ? List.of() : List.copyOf(loras);
    }

    /**
     * Of a job.
     *
     * @param attempts at its stages so far; of several with a network the last one counts
     */
    public static Recipe of(Job job, String version, List<StageAttempt> attempts, Encoding encoding) {
        Optional<NetworkUse> generation = lastNetwork(attempts, Stages.I2V);
        Optional<NetworkUse> interpolation = lastNetwork(attempts, Stages.INTERPOLATION);
        return new Recipe(
                version,
                job.model(),
                generation.map(NetworkUse::model).orElse(null),
                generation.map(NetworkUse::loras).orElse(List.of()),
                interpolation.map(NetworkUse::model).orElse(null),
                job.bringsFrames() ? null : job.source().sha256(),
                job.parameters(),
                encoding);
    }

    private static Optional<NetworkUse> lastNetwork(List<StageAttempt> attempts, String stage) {
        return attempts.stream()
                .filter(attempt -> attempt.stage().equals(stage) && attempt.network() != null)
                .max(Comparator.comparing(StageAttempt::started))
                .map(StageAttempt::network);
    }

    /** Whether a still became this clip, so that another may in the same way. */
    public boolean beginsWithStill() {
        return still != null;
    }

    /** What of the files and programs behind it differs from another's, by name, each as "this, there that". */
    public Map<String, String> differencesFrom(Recipe other) {
        Map<String, String> differences = new LinkedHashMap<>();
        compare(differences, "Kinora", version, other.version);
        compare(differences, "model", model, other.model);
        compare(differences, "weights of model " + model, modelDigest, other.modelDigest);
        compare(differences, "LoRAs", loras, other.loras);
        compare(differences, "weights of the interpolation network", interpolationDigest, other.interpolationDigest);
        return differences;
    }

    private static void compare(Map<String, String> differences, String name, Object here, Object there) {
        if (!String.valueOf(here).equals(String.valueOf(there))) {
            differences.put(name, here + ", there " + there);
        }
    }
}
