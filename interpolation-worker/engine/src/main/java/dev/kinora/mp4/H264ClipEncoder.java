package dev.kinora.mp4;

import dev.kinora.contract.Encoding;
import dev.kinora.mp4.h264.FineQp;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Function;

/** Our own H.264 encoder, on JCodec's bit writer and muxer. */
public final class H264ClipEncoder implements ClipEncoder {
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

    /** Of a bit rate or size the pictures wait on disk until the last has come. */
    @Override
    public ClipWriter open(Path target, ClipFormat format, Function<Encoding, Map<String, String>> tags) {
        H264Clip clip = new H264Clip(target, format, tags, threads);
        return format.encoding().quality() == null
                ? new LimitedClipWriter(clip)
                : new H264ClipWriter(clip, FineQp.of(quantiser(format.encoding().quality())));
    }

    /**
     * The quantiser of predicted pictures for a quality: QP 48 at 0 to 15 at 100, twice as coarse with every six steps of
     * QP. What that is in dB stands in the module's README; {@code H264Benchmark} prints it.
     *
     * @param quality 0 to 100
     */
    static int quantiser(int quality) {
        return WORST_QP - quality / QUALITY_A_STEP;
    }
}
