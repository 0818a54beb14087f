package dev.kinora.check;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kinora.contract.FailureException;
import dev.kinora.contract.Fit;
import dev.kinora.engine.image.RgbImage;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command {@code deploy/check-clip}. */
@Command(
        name = "check-clip",
        description = "Decodes a clip with ffmpeg and says what is in it and how the picture moves.",
        footer = {"", "Exit status: 0 all is as asked, 1 a check failed, 2 the command or a file is not right."},
        sortOptions = false,
        mixinStandardHelpOptions = true,
        version = "kinora check-clip 0.1.0",
        usageHelpWidth = 100)
final class CheckClip implements Callable<Integer> {
    private static final int PASSED = 0;
    private static final int FAILED = 1;
    private static final int NOT_RIGHT = 2;

    @Parameters(index = "0", paramLabel = "CLIP", description = "an MP4 file")
    private Path clipFile;

    @Parameters(index = "1", paramLabel = "PHOTO", description = "the picture that it was made from")
    private Path photoFile;

    @Option(
            names = "--camera",
            paramLabel = "PRESET",
            description = "fail unless the picture moves as under this preset: pan-left, pan-right, zoom-in or zoom-out"
                    + " by 6 px or more (zooms at the edge), static by less than 2 px")
    private String camera;

    @Option(names = "--frames", paramLabel = "N", description = "fail unless there are exactly N frames")
    private Integer expectedFrames;

    @Option(
            names = "--min-psnr",
            paramLabel = "DB",
            description = "fail if frame 0 is less like the fitted photo than this")
    private Double leastPsnr;

    @Option(
            names = "--fit",
            paramLabel = "FIT",
            defaultValue = "crop",
            description = "how the photo was fitted: crop, pad or stretch (default: crop)")
    private String fit;

    @Option(names = "--json", description = "print one JSON object and nothing else")
    private boolean json;

    @Spec
    private CommandSpec spec;

    public static void main(String[] arguments) {
        System.exit(run(arguments, new PrintWriter(System.out, true), new PrintWriter(System.err, true)));
    }

    /** Runs the command and returns its exit status. */
    static int run(String[] arguments, PrintWriter out, PrintWriter err) {
        return new CommandLine(new CheckClip())
                .setOut(out)
                .setErr(err)
                .setParameterExceptionHandler((refusal, all) -> {
                    err.println("check-clip: " + refusal.getMessage() + " (see check-clip --help)");
                    return NOT_RIGHT;
                })
                .setExecutionExceptionHandler((failure, command, parsed) -> {
                    err.println("check-clip: " + (failure.getMessage() == null ? failure : failure.getMessage()));
                    return failure instanceof UsageFailure ? NOT_RIGHT : FAILED;
                })
                .execute(arguments);
    }

    @Override
    public Integer call() throws JsonProcessingException {
        Expectations expectations = expectations(); // 1 refuse what cannot be meant
        Fit photoFit = parsedFit();
        requireFile(clipFile);
        requireFile(photoFile);
        Clip clip = FfmpegDecoder.decode(clipFile); // 2 decode
        RgbImage photo = FittedPhoto.read(photoFile, photoFit, clip.width(), clip.height()); // 3 compare
        double psnr = Likeness.decibel(clip.first(), photo);
        MotionSearch.Found found = MotionSearch.between(clip.first(), clip.last()); // 4 follow the picture
        Report report = Report.of(clip, psnr, found, expectations.problems(clip, psnr, found)); // 5 judge
        spec.commandLine().getOut().print(json ? new ObjectMapper().writeValueAsString(report) + "\n" : report.text());
        spec.commandLine().getOut().flush();
        return report.passed() ? PASSED : FAILED;
    }

    private Expectations expectations() {
        CameraPreset preset = camera == null ? null : CameraPreset.named(camera).orElseThrow(() -> unknownPreset());
        return new Expectations(preset, expectedFrames, leastPsnr);
    }

    private UsageFailure unknownPreset() {
        return new UsageFailure("--camera " + camera + ": expected " + CameraPreset.words());
    }

    private Fit parsedFit() {
        try {
            return Fit.parse(fit);
        } catch (FailureException e) {
            throw new UsageFailure("--" + e.getMessage());
        }
    }

    private static void requireFile(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new UsageFailure(file + ": no such file");
        }
    }
}
