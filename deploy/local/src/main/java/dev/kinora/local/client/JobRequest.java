package dev.kinora.local.client;

import dev.kinora.contract.Fit;
import java.util.List;

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
        Long frames,
        Long fps,
        Long width,
        Long height,
        Fit fit,
        Long motionBucket,
        Range guidance,
        Double noiseAugmentation,
        Long decodeChunk) {

    /** The photo's file as it is; base64 in JSON. */
    public record Image(byte[] bytes) {
        /** Largest photo that may ride in a request. */
        public static final int LARGEST_BYTES = 16 << 20;
    }

    /** A camera preset with its weight. */
    public record Camera(String preset, double weight) {}

    /** Guidance of the first and the last frame. */
    public record Range(double min, double max) {}
}
