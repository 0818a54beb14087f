package dev.kinora.mp4;

import dev.kinora.engine.image.RgbImage;
import dev.kinora.mp4.h264.FineQp;
import dev.kinora.mp4.h264.ParallelEncoder;
import java.nio.ByteBuffer;

/** Converts, encodes and files each frame as it comes, all at one quality. */
final class H264ClipWriter implements ClipWriter {
    private final H264Clip clip;
    private final FineQp quantiser;
    private final Bt709Conversion conversion;
    private final Mp4File file;
    private final ParallelEncoder encoder;
    private int frames;
    private int filed;

    H264ClipWriter(H264Clip clip, FineQp quantiser) {
        this.clip = clip;
        this.quantiser = quantiser;
        this.conversion = new Bt709Conversion(clip.stream());
        this.file = new Mp4File(clip.target(), clip.format().frameRate());
        this.encoder = clip.encoder(0, group -> quantiser, this::file);
    }

    private void file(ByteBuffer sample) {
        file.add(sample, filed++ % clip.keyInterval() == 0);
    }

    @Override
    public void add(RgbImage frame) {
        clip.format().require(frame, frames);
        encoder.add(conversion.toYuv(frame));
        frames++;
    }

    @Override
    public ClipSummary finish(EncodingWatch watch) {
        encoder.finish();
        return clip.finish(file, frames, clip.encoding(quantiser.mean(), null));
    }

    @Override
    public void close() {
        encoder.close();
        file.close();
    }
}
