package dev.kinora.mp4;

import dev.kinora.engine.image.RgbImage;
import java.util.List;

/** Converts each frame as it comes and hands it to ffmpeg, all at one quality. */
final class FfmpegClipWriter implements ClipWriter {
    private final FfmpegClip clip;
    private final Bt709Conversion conversion;
    private final FfmpegRun run;
    private int frames;

    /** libx264's rate factor is about the QP of predicted pictures. */
    FfmpegClipWriter(FfmpegClip clip) {
        this.clip = clip;
        this.conversion = new Bt709Conversion(clip.stream());
        int factor = H264ClipEncoder.quantiser(clip.format().encoding().quality());
        this.run = clip.run(List.of("-crf", Integer.toString(factor)));
    }

    @Override
    public void add(RgbImage frame) {
        clip.format().require(frame, frames);
        run.add(conversion.toYuv(frame));
        frames++;
    }

    @Override
    public ClipSummary finish(EncodingWatch watch) {
        ClipWriter.requireFrames(frames);
        run.finish();
        return clip.finish(frames, clip.encoding(null));
    }

    @Override
    public void close() {
        run.close();
        clip.clear();
    }
}
