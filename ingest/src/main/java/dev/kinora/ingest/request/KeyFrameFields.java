package dev.kinora.ingest.request;

import dev.kinora.contract.FailureException;
import dev.kinora.contract.Fit;
import dev.kinora.contract.FrameManifest;
import dev.kinora.contract.Interpolation;
import dev.kinora.contract.JobParameters;
import dev.kinora.contract.ModelDefaults;
import dev.kinora.contract.Sampling;
import dev.kinora.contract.Seeds;
import java.util.List;
import java.util.Optional;

/** A request that brings its own frames: nothing is generated but what comes between them. */
final class KeyFrameFields {
    static final String FIELD = "keyFrames";

    /** Fields that say how frames are generated, or what these frames say themselves. */
    private static final List<String> IDLE = List.of(
            "image",
            "width",
            "height",
            "fit",
            "frames",
            "steps",
            "solver",
            "schedule",
            "sigmas",
            "churn",
            "noiseAugmentation",
            "guidance",
            "camera",
            "decodeChunk");

    private KeyFrameFields() {}

    /** The manifest's key, if the request brings frames. */
    static Optional<String> key(Fields fields) {
        Optional<Fields> given = fields.object(FIELD, List.of("key"));
        given.ifPresent(frames -> IDLE.stream().filter(fields::has).findFirst().ifPresent(idle -> {
            throw fields.unexpected(idle, "nothing beside " + FIELD);
        }));
        return given.map(frames -> UploadKey.require(
                frames.path("key"),
                frames.text("key")
                        .orElseThrow(() -> FailureException.badInput(frames.path("key"), "nothing", "a key"))));
    }

    static JobParameters parameters(Fields fields, ModelDefaults defaults, String id, FrameManifest frames) {
        int fps = fields.integer("fps", defaults.fps());
        Interpolation interpolation = JobRequest.interpolation(fields);
        return new JobParameters(
                frames.width(),
                frames.height(),
                Fit.STRETCH,
                frames.frames(),
                Sampling.euler(defaults.steps()),
                fps,
                fields.number("playbackFps", (double) fps * interpolation.factor()),
                fields.integer("motionBucket", defaults.motionBucket()),
                defaults.noiseAugmentation(),
                defaults.guidance(),
                fields.natural("seed", Seeds.of(id)),
                List.of(),
                interpolation,
                frames.chunks().get(0).last() + 1,
                EncodingFields.encoding(fields));
    }
}
