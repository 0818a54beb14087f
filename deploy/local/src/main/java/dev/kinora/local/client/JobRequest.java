package dev.kinora.local.client;

import dev.kinora.contract.Fit;
import dev.kinora.contract.InterpolationMethod;
import dev.kinora.contract.VideoEncoder;
import java.util.List;
import java.util.Map;

/**
 * A request as it goes on {@code kinora.requests}. Everything but id and image may be null: it is then left out, and ingest
 * resolves it. Values are not checked here, so that whoever asks is told by the job.
 */
public record JobRequest(
        String id,
        String model,
        Image image,
        List<Camera> camera,
        Long seed,
        Long steps,
        String solver,
        String schedule,
        List<Double> sigmas,
        Double churn,
        Long frames,
        Long fps,
        Long width,
        Long height,
        Fit fit,
        Long motionBucket,
        Guidance guidance,
        Double noiseAugmentation,
        Long decodeChunk,
        Long interpolation,
        InterpolationMethod interpolationMethod,
        Double playbackFps,
        String priority,
        String deadline,
        Boolean keepFrames,
        Map<String, String> labels,
        Encoding encoding)
        implements Request {

    /** The photo: its file as it is (base64 in JSON), or the key it was put under; the other is null. */
    public record Image(byte[] bytes, String key) {
        /** Largest photo. */
        public static final int LARGEST_BYTES = 16 << 20;
    }

    /** How the camera moves: a preset, or the key a LoRA was put under, the other being null; with its weight. */
    public record Camera(String preset, String lora, double weight) {}

    /** How strongly each frame follows the photo; whatever is null is left out. */
    public record Guidance(Double min, Double max, String curve, List<Double> points, Interval interval) {}

    /** How the clip is encoded; whatever is null is left out. */
    public record Encoding(Long quality, Long bitrate, Long size, Long keyInterval, VideoEncoder encoder) {}

    /** From one noise level to another. */
    public record Interval(double low, double high) {}
}
