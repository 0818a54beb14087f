package dev.kinora.local.command;

import dev.kinora.contract.FailureException;
import dev.kinora.contract.FailureKind;
import dev.kinora.contract.InterpolationMethod;
import dev.kinora.contract.JobEvent.JobRejected;
import dev.kinora.local.client.InterpolationRequest;
import dev.kinora.local.client.InterpolationRequest.KeyFrames;
import dev.kinora.local.client.KeyFrameUpload;
import dev.kinora.local.client.Uploads;
import dev.kinora.local.client.UserFrames;
import dev.kinora.local.display.Display;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code kinora interpolate}: a clip or its frames in, one with more frames out, by way of the topics and the store. */
@Command(
        name = "interpolate",
        description = "Puts new frames between those of a clip (without its sound) or of a folder of pictures.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class InterpolateCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(
            paramLabel = "CLIP|FOLDER",
            description = "H.264 in MP4, or pictures of one size in the order of their names; up to 1024 frames.")
    private Path source;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "CLIP",
            required = true,
            description = "File to write. An older one is replaced.")
    private Path output;

    @Option(
            names = "--factor",
            paramLabel = "2|4|8|16",
            defaultValue = "4",
            description = "Times as many frames; by default ${DEFAULT-VALUE}.")
    private Long factor;

    @Option(
            names = "--interpolation-method",
            paramLabel = "diffusion|cross-fade",
            completionCandidates = Words.InterpolationMethods.class,
            description = "How; by default the model's interpolation network makes them.")
    private InterpolationMethod method;

    @Option(
            names = "--fps",
            paramLabel = "N",
            description = "Frames per second of what is given, 1 to 120; by default the clip's, or the model's own.")
    private Long fps;

    @Option(
            names = "--playback-fps",
            paramLabel = "X",
            description = "Frames per second of the new clip; by default those of what is given times the factor.")
    private Double playbackFps;

    @Option(names = "--motion", paramLabel = "N", description = "Motion bucket, 0 to 255.")
    private Long motion;

    @Option(names = "--seed", paramLabel = "N", description = "Seed of the noise; the same seed makes the same clip.")
    private Long seed;

    @Mixin
    private EncodingOptions encoding = new EncodingOptions();

    @Mixin
    private TermsOptions terms = new TermsOptions();

    @Option(names = "--model", paramLabel = "NAME", description = "Model to use; see `kinora models`.")
    private String model;

    @Option(
            names = "--id",
            paramLabel = "ID",
            converter = JobIdForm.class,
            description = "Name of the job; the same name again resumes the job or shows its result again.")
    private String id;

    @Mixin
    private ServerOptions server;

    @Mixin
    private SessionOptions session;

    @Override
    public Integer call() throws IOException {
        requireFiles();
        session.requireFits(server);
        Take take = new Take("", id == null ? JobIdForm.fresh(source) : id, seed, output, session.framesTo());
        try {
            UserFrames frames = UserFrames.of(source);
            Scene scene = new Scene(
                    take, uploads -> request(take, send(frames, uploads, session.display()), frames.framesPerSecond()));
            return session.run(server, List.of(scene), take.id());
        } catch (FailureException refused) {
            if (refused.failure().kind() != FailureKind.BAD_INPUT) {
                throw refused;
            }
            return session.report().print(take, new JobRejected(take.id(), refused.failure()));
        }
    }

    private static KeyFrames send(UserFrames frames, Uploads uploads, Display display) throws IOException {
        try (KeyFrameUpload upload = new KeyFrameUpload(
                uploads, sent -> display.show("frame %d of %d sent".formatted(sent, frames.count())))) {
            return new KeyFrames(upload.send(frames));
        }
    }

    /** A clip plays as long as before; the model is told its rate as a whole number. */
    private InterpolationRequest request(Take take, KeyFrames keyFrames, OptionalDouble rate) {
        boolean itsOwnRate = fps == null && rate.isPresent();
        Long rounded = itsOwnRate ? Long.valueOf(Math.max(1, Math.min(120, Math.round(rate.getAsDouble())))) : fps;
        Double playback = playbackFps == null && itsOwnRate ? Double.valueOf(rate.getAsDouble() * factor) : playbackFps;
        return new InterpolationRequest(
                take.id(),
                model,
                keyFrames,
                take.seed(),
                rounded,
                motion,
                factor,
                method,
                playback,
                terms.priority(),
                terms.deadline(),
                terms.keepFrames(take),
                terms.labels(),
                encoding.request());
    }

    private void requireFiles() {
        ClipPaths paths = new ClipPaths(spec);
        paths.requireSource(source);
        paths.requireOutput(output);
    }
}
