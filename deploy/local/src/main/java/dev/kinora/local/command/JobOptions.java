package dev.kinora.local.command;

import dev.kinora.contract.Fit;
import dev.kinora.local.client.JobRequest;
import dev.kinora.local.client.JobRequest.Camera;
import dev.kinora.local.client.JobRequest.Image;
import dev.kinora.local.client.Uploads;
import dev.kinora.local.command.OptionForms.Numbers;
import dev.kinora.local.command.OptionForms.Size;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What a job may be told. Whatever is not given is left out of the request, and ingest resolves it. */
final class JobOptions {
    @Option(
            names = "--camera",
            paramLabel = "PRESET|FILE[:WEIGHT]",
            description = "How the camera moves: a preset (see `kinora models`) or a LoRA file (.safetensors), with a "
                    + "weight from -10 to 10. Several moves add up.")
    private List<CameraForm> camera;

    @Option(names = "--seed", paramLabel = "N", description = "Seed of the noise; the same seed makes the same clip.")
    private Long seed;

    @Option(names = "--steps", paramLabel = "N", description = "Denoising steps, 1 to 1000.")
    private Long steps;

    @Option(
            names = "--solver",
            paramLabel = "NAME",
            completionCandidates = Words.Solvers.class,
            description = "euler | heun | euler-ancestral | dpmpp-2m | dpmpp-3m | unipc | lms | ddim.")
    private String solver;

    @Option(
            names = "--schedule",
            paramLabel = "NAME",
            completionCandidates = Words.Schedules.class,
            description = "How the noise falls: karras | exponential | align-your-steps.")
    private String schedule;

    @Option(
            names = "--sigmas",
            paramLabel = "LIST",
            description = "Noise levels instead of steps and a schedule, such as 80,40,20,8,0.")
    private Numbers sigmas;

    @Option(names = "--churn", paramLabel = "X", description = "Noise added before each step of euler or heun.")
    private Double churn;

    @Option(names = "--frames", paramLabel = "N", description = "Frames to generate, 1 to 1024.")
    private Long frames;

    @Option(names = "--fps", paramLabel = "N", description = "Frames per second, 1 to 120.")
    private Long fps;

    @Option(names = "--size", paramLabel = "WxH", description = "Size in pixels, multiples of 8.")
    private Size size;

    @Option(
            names = "--fit",
            paramLabel = "crop|pad|stretch",
            completionCandidates = Words.Fits.class,
            description = "How the photo takes that shape.")
    private Fit fit;

    @Option(names = "--motion", paramLabel = "N", description = "Motion bucket, 0 to 255.")
    private Long motion;

    @Mixin
    private GuidanceOptions guidance = new GuidanceOptions();

    @Option(names = "--noise", paramLabel = "X", description = "Noise added to the conditioning picture, 0 to 1.")
    private Double noise;

    @Option(names = "--decode-chunk", paramLabel = "N", description = "Frames decoded together; changes pixels.")
    private Long decodeChunk;

    @Mixin
    private InterpolationOptions interpolation = new InterpolationOptions();

    @Mixin
    private EncodingOptions encoding = new EncodingOptions();

    @Mixin
    private TermsOptions terms = new TermsOptions();

    @Option(names = "--model", paramLabel = "NAME", description = "Model to use; see `kinora models`.")
    private String model;

    private List<CameraForm> moves() {
        return camera == null ? List.of() : camera;
    }

    /** The seed, or null if none is given. */
    Long seed() {
        return seed;
    }

    /** Refuses files that cannot be sent. */
    void requireFiles() {
        moves().forEach(CameraForm::requireUsable);
    }

    /** The camera's moves as requests have them, once their files are in the store; null if none is given. */
    List<Camera> send(Uploads uploads) {
        return camera == null
                ? null
                : camera.stream().map(move -> move.send(uploads)).toList();
    }

    /** The request for a take of this photo, all else as given. */
    JobRequest request(Take take, Image photo, List<Camera> moves) {
        return new JobRequest(
                take.id(),
                model,
                photo,
                moves,
                take.seed(),
                steps,
                solver,
                schedule,
                Numbers.valuesOf(sigmas),
                churn,
                frames,
                fps,
                size == null ? null : size.width(),
                size == null ? null : size.height(),
                fit,
                motion,
                guidance.request(),
                noise,
                decodeChunk,
                interpolation.factor(),
                interpolation.method(),
                interpolation.playbackFps(),
                terms.priority(),
                terms.deadline(),
                terms.keepFrames(take),
                terms.labels(),
                encoding.request());
    }
}
