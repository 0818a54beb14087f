package dev.kinora.mp4;

import dev.kinora.engine.image.RgbImage;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/** Converts, encodes and files each frame as it comes. */
final class JcodecClipWriter implements ClipWriter {
    private final ClipFormat format;
    private final Bt709Picture picture;
    private final ConstantQuantiserEncoder encoder;
    private final AvcSamples samples = new AvcSamples();
    private final Mp4File file;
    private int frames;

    JcodecClipWriter(Path target, ClipFormat format) {
        this.format = format;
        this.picture = new Bt709Picture(format.shownWidth(), format.shownHeight());
        this.encoder = new ConstantQuantiserEncoder(format);
        this.file = new Mp4File(target, format.frameRate());
    }

    @Override
    public void add(RgbImage frame) {
        if (frame.width() != format.width() || frame.height() != format.height()) {
            throw new IllegalArgumentException("frame " + frames + " is " + frame.width() + "×" + frame.height()
                    + ", the clip " + format.width() + "×" + format.height());
        }
        picture.take(frame);
        ByteBuffer sample = samples.sample(encoder.encode(picture));
        file.add(sample, ConstantQuantiserEncoder.isKeyFrame(frames++));
    }

    @Override
    public ClipSummary finish() {
        if (frames == 0) {
            throw new IllegalStateException("a clip needs at least one frame");
        }
        int width = format.shownWidth();
        int height = format.shownHeight();
        long bytes = file.finish(samples.description(width, height));
        return new ClipSummary(width, height, frames, format.frameRate(), bytes);
    }

    @Override
    public void close() {
        file.close();
    }
}
