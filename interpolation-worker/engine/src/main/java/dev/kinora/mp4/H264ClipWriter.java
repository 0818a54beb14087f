package dev.kinora.mp4;

import dev.kinora.engine.image.RgbImage;
import dev.kinora.mp4.h264.ParallelEncoder;
import dev.kinora.mp4.h264.StreamFormat;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Map;

/** Converts, encodes and files each frame as it comes. */
final class H264ClipWriter implements ClipWriter {
    private final ClipFormat format;
    private final StreamFormat stream;
    private final Bt709Conversion conversion;
    private final Mp4File file;
    private final ParallelEncoder encoder;
    private int frames;
    private int filed;

    H264ClipWriter(Path target, ClipFormat format, Map<String, String> tags, int threads) {
        this.format = format;
        int macroblocks = ((format.shownWidth() + 15) / 16) * ((format.shownHeight() + 15) / 16);
        int level = H264Level.of(macroblocks, format.frameRate());
        this.stream = new StreamFormat(format.shownWidth(), format.shownHeight(), level);
        this.conversion = new Bt709Conversion(stream);
        this.file = new Mp4File(target, format.frameRate(), tags);
        this.encoder = new ParallelEncoder(stream, H264ClipEncoder.quantiser(format.quality()), threads, this::file);
    }

    private void file(ByteBuffer sample) {
        file.add(sample, filed++ % ParallelEncoder.GROUP == 0);
    }

    @Override
    public void add(RgbImage frame) {
        if (frame.width() != format.width() || frame.height() != format.height()) {
            throw new IllegalArgumentException("frame " + frames + " is " + frame.width() + "×" + frame.height()
                    + ", the clip " + format.width() + "×" + format.height());
        }
        encoder.add(conversion.toYuv(frame));
        frames++;
    }

    @Override
    public ClipSummary finish() {
        if (frames == 0) {
            throw new IllegalStateException("a clip needs at least one frame");
        }
        encoder.finish();
        long bytes = file.finish(AvcDescription.of(stream));
        return new ClipSummary(stream.width(), stream.height(), frames, format.frameRate(), bytes);
    }

    @Override
    public void close() {
        encoder.close();
        file.close();
    }
}
