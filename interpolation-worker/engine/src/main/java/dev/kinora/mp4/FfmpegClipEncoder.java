package dev.kinora.mp4;

import dev.kinora.contract.Encoding;
import dev.kinora.contract.FailureException;
import dev.kinora.mp4.h264.StreamFormat;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** libx264 as an ffmpeg has it, in a process of its own. The bytes of a clip depend on the version of both, too. */
final class FfmpegClipEncoder implements ClipEncoder {
    private static final Pattern VERSION = Pattern.compile("(?m)^ffmpeg version (\\S+)");
    private static final String LIBRARY = " libx264 ";

    private final String program;
    private final String codec;

    private FfmpegClipEncoder(String program, String codec) {
        this.program = program;
        this.codec = codec;
    }

    /** Refuses a program that does not run or is built without the library. */
    static FfmpegClipEncoder find(String program) {
        String said = whatItSays(program);
        Matcher version = VERSION.matcher(said);
        if (!version.find() || !said.contains(LIBRARY)) {
            throw missing(program + " has no libx264");
        }
        return new FfmpegClipEncoder(program, "H.264 High, libx264 of ffmpeg " + version.group(1));
    }

    private static String whatItSays(String program) {
        try {
            Process process = new ProcessBuilder(program, "-encoders")
                    .redirectErrorStream(true)
                    .start();
            process.getOutputStream().close();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            process.waitFor();
            return said;
        } catch (IOException absent) {
            throw missing(program + " does not start");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while asking " + program, e);
        }
    }

    private static FailureException missing(String why) {
        return FailureException.badInput(
                "encoding.encoder", "ffmpeg, but " + why, "kinora, or where it runs an ffmpeg with libx264");
    }

    @Override
    public ClipWriter open(Path target, ClipFormat format, Function<Encoding, Map<String, String>> tags) {
        StreamFormat stream = H264Clip.stream(format);
        FfmpegClip clip = new FfmpegClip(program, codec, target, format, stream, tags);
        return format.encoding().quality() == null ? new LimitedFfmpegClipWriter(clip) : new FfmpegClipWriter(clip);
    }
}
