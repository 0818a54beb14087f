package dev.kinora.local.client;

import dev.kinora.contract.InterpolationMethod;
import dev.kinora.local.client.JobRequest.Encoding;
import java.util.Map;

/**
 * A request that brings its own frames. Everything but id and frames may be null: it is then left out, and ingest resolves
 * it.
 */
public record InterpolationRequest(
        String id,
        String model,
        KeyFrames keyFrames,
        Long seed,
        Long fps,
        Long motionBucket,
        Long interpolation,
        InterpolationMethod interpolationMethod,
        Double playbackFps,
        String priority,
        String deadline,
        Boolean keepFrames,
        Map<String, String> labels,
        Encoding encoding)
        implements Request {

    /** The key their manifest was put under. */
    public record KeyFrames(String key) {}
}
