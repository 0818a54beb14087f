package dev.kinora.contract;

import java.util.List;

/**
 * {@code clips/{id}.json}: what was made and how, so that it can be made again.
 *
 * @param job with every parameter, its seed and the still's SHA-256, without its webhook
 * @param clip the published MP4
 * @param frames in the clip
 * @param durationSeconds of the clip
 * @param sampling how the frames were sampled; null if the job brought them
 * @param recipe as it lies in the clip: digests of model and LoRAs, encoding; null if the clip has none
 * @param attempts at every stage, the first to begin first: who, when, how long, on what machine
 */
public record ClipResult(
        Job job,
        ObjectRef clip,
        int frames,
        double durationSeconds,
        ResolvedSampling sampling,
        Recipe recipe,
        List<StageAttempt> attempts) {

    public ClipResult {
        attempts = attempts == null ? List.of() : List.copyOf(attempts);
    }
}
