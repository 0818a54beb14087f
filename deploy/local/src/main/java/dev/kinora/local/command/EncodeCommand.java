package dev.kinora.local.command;

import dev.kinora.contract.Encoding;
import dev.kinora.contract.EncodingParameters;
import dev.kinora.contract.FailureException;
import dev.kinora.local.client.FrameEncoding;
import dev.kinora.local.client.UserFrames;
import dev.kinora.local.command.OptionForms.Amount;
import dev.kinora.local.display.Display;
import dev.kinora.local.host.Termination;
import dev.kinora.mp4.ClipSummary;
import dev.kinora.mp4.FrameRate;
import dev.kinora.work.MessageCodec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code kinora encode}: frames in, a clip of them out, by the encoder alone. */
@Command(
        name = "encode",
        description = {
            "Encodes a folder of pictures, or a clip anew (without its sound), as H.264 in MP4, here and without a server.",
            "An odd last column or row is cut off."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class EncodeCommand implements Callable<Integer> {
    private static final double LEAST_FPS = 1;
    private static final double MOST_FPS = 1920;

    /** What {@code --json} prints. */
    record Encoded(
            String file,
            int width,
            int height,
            int frames,
            double playbackFps,
            double durationSeconds,
            long bytes,
            Encoding encoding) {}

    @Spec
    private CommandSpec spec;

    @Parameters(
            paramLabel = "CLIP|FOLDER",
            description = "H.264 in MP4, or pictures of one size (PNG, JPEG, BMP) in the order of their names.")
    private Path source;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "CLIP",
            required = true,
            description = "File to write. An older one is replaced once the new one is whole.")
    private Path output;

    @Option(
            names = "--fps",
            paramLabel = "X",
            description = "Frames per second, 1 to 1920, such as 29.97; by default the clip's. A folder needs it.")
    private Double fps;

    @Mixin
    private EncodingOptions encoding = new EncodingOptions();

    @Option(names = "--size", paramLabel = "S", description = "The same as --file-size.")
    private Amount size;

    @Option(names = "--json", description = "Print what was made as one JSON object on one line.")
    private boolean json;

    @Option(names = "--quiet", description = "Show no progress.")
    private boolean quiet;

    @Override
    public Integer call() throws IOException {
        requireFiles();
        EncodingParameters parameters = parameters();
        UserFrames frames = UserFrames.of(source);
        FrameRate rate = FrameRate.of(fps == null ? frames.framesPerSecond().orElseThrow() : fps);
        Display display = Display.on(System.err, quiet, Integer.getInteger("kinora.columns", 0));
        try (FrameEncoding making = new FrameEncoding(output, rate, parameters, new EncodingDisplay(display))) {
            Termination notice = new Termination(making::stop);
            ClipSummary made = making.encode(frames);
            notice.close();
            display.clear();
            print(made);
        } finally {
            display.clear();
        }
        return CommandLine.ExitCode.OK;
    }

    private EncodingParameters parameters() {
        try {
            return encoding.parameters(size);
        } catch (FailureException unusable) {
            throw new ParameterException(spec.commandLine(), unusable.getMessage());
        }
    }

    private void print(ClipSummary made) {
        Encoded encoded = new Encoded(
                output.toString(),
                made.width(),
                made.height(),
                made.frames(),
                made.frameRate().framesPerSecond(),
                made.durationSeconds(),
                made.bytes(),
                made.encoding());
        spec.commandLine().getOut().println(json ? new MessageCodec().text(encoded) : text(encoded));
    }

    private static String text(Encoded made) {
        String quantiser = made.encoding().quantiser() == null
                ? ""
                : ", QP " + made.encoding().quantiser();
        Encoding.Limit limit = made.encoding().limit();
        String warning = limit == Encoding.Limit.EXCEEDED ? "; it cannot be made smaller" : "";
        return String.format(
                Locale.ROOT,
                "%s: %dx%d, %d frames, %.2f s, %d bytes%s%s",
                made.file(),
                made.width(),
                made.height(),
                made.frames(),
                made.durationSeconds(),
                made.bytes(),
                quantiser,
                limit == Encoding.Limit.FINEST ? "; it cannot be made finer" : warning);
    }

    private void requireFiles() {
        ClipPaths paths = new ClipPaths(spec);
        paths.requireSource(source);
        paths.require(
                fps != null || !Files.isDirectory(source),
                "--fps: found none, expected the frames per second of the folder");
        paths.require(
                fps == null || fps >= LEAST_FPS && fps <= MOST_FPS, "--fps: found " + fps + ", expected 1 to 1920");
        paths.requireOutput(output);
    }
}
