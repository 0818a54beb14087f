package dev.kinora.check;

import dev.kinora.engine.image.RgbImage;
import java.nio.file.Path;

/** Decodes clips with the {@code ffmpeg} and {@code ffprobe} on the path, holding three frames at most. */
final class FfmpegDecoder {
    private static final String DESCRIBE =
            "ffprobe -v error -select_streams v:0 -show_entries stream=width,height,avg_frame_rate -of csv=p=0 FILE";

    /** The scaler's options bring chroma to full size as smoothly and exactly as it can. */
    private static final String DECODE = "ffmpeg -v error -i FILE -map 0:v:0 -f rawvideo -pix_fmt rgb24"
            + " -sws_flags bicubic+accurate_rnd+full_chroma_int -";

    private FfmpegDecoder() {}

    /**
     * Decodes every frame.
     *
     * @throws CheckFailure if there is no frame
     * @throws UsageFailure if there is no ffmpeg
     */
    static Clip decode(Path file) {
        String[] stream = describe(file).split(",");
        int width = Integer.parseInt(stream[0]);
        int height = Integer.parseInt(stream[1]);
        DecoderRun run = new DecoderRun(DECODE, file);
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
        RgbImage firstFrame = new RgbImage(width, height, first);
        RgbImage lastFrame = new RgbImage(width, height, last);
        return new Clip(frames, stream[2].replaceFirst("/1$", ""), firstFrame, lastFrame, run.complaints());
    }

    /** Width, height and frames a second of the first video stream, with commas between. */
    private static String describe(Path file) {
        DecoderRun run = new DecoderRun(DESCRIBE, file);
        String line = run.text();
        String complaints = run.complaints();
        if (!line.matches("\\d+,\\d+,\\d+/\\d+")) {
            throw new CheckFailure(file + ": no video in it (" + complaints + ")");
        }
        return line;
    }
}
