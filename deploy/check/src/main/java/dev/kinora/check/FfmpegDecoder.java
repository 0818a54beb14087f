package dev.kinora.check;

import dev.kinora.engine.image.RgbImage;
import java.nio.file.Path;
import java.util.List;

/** Decodes clips with the {@code ffmpeg} and {@code ffprobe} on the path, holding three frames at most. */
final class FfmpegDecoder {
    /** Chroma is brought to full size as smoothly and exactly as the scaler can. */
    private static final String SCALER = "bicubic+accurate_rnd+full_chroma_int";

    /**
     * Decodes every frame.
     *
     * @throws CheckFailure if there is no frame; {@link UsageFailure} if there is no ffmpeg
     */
    Clip decode(Path file) {
        String[] stream = describe(file);
        int width = Integer.parseInt(stream[0]);
        int height = Integer.parseInt(stream[1]);
        DecoderRun run = new DecoderRun(List.of(
                "ffmpeg",
                "-v",
                "error",
                "-sws_flags",
                SCALER,
                "-i",
                file.toString(),
                "-map",
                "0:v:0",
                "-f",
                "rawvideo",
                "-pix_fmt",
                "rgb24",
                "-"));
        byte[] first = run.read(3 * width * height);
        byte[] last = first;
        int frames = 0;
        for (byte[] frame = first; frame != null; frame = run.read(3 * width * height)) {
            last = frame;
            frames++;
        }
        if (first == null) {
            throw new CheckFailure(file + ": no frame decodes (" + run.complaints() + ")");
        }
        return new Clip(
                frames,
                stream[2].replaceFirst("/1$", ""),
                new RgbImage(width, height, first),
                new RgbImage(width, height, last),
                run.complaints());
    }

    /** Width, height and frames a second of the first video stream. */
    private static String[] describe(Path file) {
        DecoderRun run = new DecoderRun(List.of(
                "ffprobe",
                "-v",
                "error",
                "-select_streams",
                "v:0",
                "-show_entries",
                "stream=width,height,avg_frame_rate",
                "-of",
                "csv=p=0",
                file.toString()));
        String line = run.text();
        String complaints = run.complaints();
        if (!line.matches("\\d+,\\d+,\\d+/\\d+")) {
            throw new CheckFailure(file + ": no video in it (" + complaints + ")");
        }
        return line.split(",");
    }
}
