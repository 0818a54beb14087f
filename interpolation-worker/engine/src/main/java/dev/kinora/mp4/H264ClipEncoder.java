package dev.kinora.mp4;

import dev.kinora.contract.Encoding;
import dev.kinora.mp4.h264.ParallelEncoder;
import java.nio.file.Path;
import java.util.Map;

/** Our own H.264 encoder at constant quality, on JCodec's bit writer and muxer. */
public final class H264ClipEncoder implements ClipEncoder {
    private static final String CODEC = "H.264 High";
    private static final int WORST_QP = 48;
    private static final int QUALITY_A_STEP = 3;

    private final int threads;

    /** On as many threads as there are processors. */
    public H264ClipEncoder() {
        this(Runtime.getRuntime().availableProcessors());
    }

    /** On so many threads; they do not change a byte. */
    public H264ClipEncoder(int threads) {
        this.threads = threads;
    }

    @Override
    public ClipWriter open(Path target, ClipFormat format, Map<String, String> tags) {
        return new H264ClipWriter(target, format, tags, threads);
    }

    @Override
    public Encoding encoding(ClipFormat format) {
        int quality = format.quality();
        return new Encoding(CODEC, quality, quantiser(quality), ParallelEncoder.GROUP);
    }

    /**
     * The quantiser of predicted pictures for a quality: QP 48 at 0 to 15 at 100, twice as coarse with every six steps of
     * QP. Luma of a photo that moves comes out at 38 to 41 dB at 80 and about 44 dB at 95; {@code H264Benchmark} prints it.
     *
     * @param quality 0 to 100
     */
    static int quantiser(int quality) {
        return WORST_QP - quality / QUALITY_A_STEP;
    }
}
