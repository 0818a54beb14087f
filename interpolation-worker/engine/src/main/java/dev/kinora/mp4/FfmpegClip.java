package dev.kinora.mp4;

import dev.kinora.contract.Encoding;
import dev.kinora.mp4.h264.StreamFormat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * What holds for a clip that ffmpeg encodes.
 *
 * @param program to run
 * @param codec for the recipe
 * @param target file to make
 * @param stream of which size and colours are taken
 * @param tags of the clip, once it is known how it was encoded
 */
record FfmpegClip(
        String program,
        String codec,
        Path target,
        ClipFormat format,
        StreamFormat stream,
        Function<Encoding, Map<String, String>> tags) {
    /** libx264's bytes depend on their number, so it is not the machine's. */
    private static final String THREADS = "4";

    /** A file beside the target, for what the target is made of. */
    Path beside(String ending) {
        return target.resolveSibling(target.getFileName() + ending);
    }

    /** What ffmpeg makes before tags and index come into place. */
    Path plain() {
        return beside(".plain.mp4");
    }

    /** Starts ffmpeg on pictures to come. */
    FfmpegRun run(List<String> aim, List<String> output) {
        String size = stream.width() + "x" + stream.height();
        String rate = format.frameRate().numerator() + "/" + format.frameRate().denominator();
        String scale = Integer.toString(format.frameRate().numerator());
        String keyInterval = Integer.toString(format.encoding().keyInterval());
        List<String> command = new ArrayList<>(List.of(program, "-nostdin", "-v", "error", "-y", "-threads", THREADS));
        command.addAll(List.of("-f", "rawvideo", "-pix_fmt", "yuv420p", "-s", size, "-r", rate, "-i", "pipe:0"));
        command.addAll(List.of("-c:v", "libx264", "-profile:v", "high", "-threads", THREADS));
        command.addAll(List.of("-g", keyInterval, "-sc_threshold", "0"));
        command.addAll(List.of("-color_range", "tv", "-colorspace", "bt709", "-color_primaries", "bt709"));
        command.addAll(List.of("-color_trc", "bt709", "-chroma_sample_location", "left"));
        command.addAll(List.of("-fflags", "+bitexact", "-flags:v", "+bitexact", "-video_track_timescale", scale));
        command.addAll(aim);
        command.addAll(output);
        return new FfmpegRun(command, beside(".log"), stream);
    }

    /** Starts ffmpeg on a file that is to become the clip. */
    FfmpegRun run(List<String> aim) {
        return run(aim, List.of("-f", "mp4", plain().toString()));
    }

    Encoding encoding(Encoding.Limit limit) {
        return new Encoding(codec, null, format.encoding().keyInterval(), limit);
    }

    /** Makes the target of what ffmpeg has made. */
    ClipSummary finish(int frames, Encoding encoding) {
        long bytes = TaggedCopy.write(plain(), target, tags.apply(encoding));
        return new ClipSummary(stream.width(), stream.height(), frames, format.frameRate(), bytes, encoding);
    }

    /** Removes what lies beside the target. */
    void clear(String... endings) {
        try {
            Files.deleteIfExists(plain());
            for (String ending : endings) {
                Files.deleteIfExists(beside(ending));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
