package dev.kinora.mp4;

import dev.kinora.contract.Encoding;
import dev.kinora.mp4.h264.FineQp;
import dev.kinora.mp4.h264.ParallelEncoder;
import dev.kinora.mp4.h264.StreamFormat;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntFunction;

/**
 * What holds for a clip of ours, whether it is encoded as its frames come or once all are there.
 *
 * @param target file to make
 * @param tags of the clip, once it is known how it was encoded
 * @param threads to encode on
 */
record H264Clip(
        Path target,
        ClipFormat format,
        Function<Encoding, Map<String, String>> tags,
        int threads,
        StreamFormat stream) {
    private static final String CODEC = "H.264 High";
    /** None takes more digits in a tag. */
    private static final double LONGEST_QUANTISER = 50.99;

    H264Clip(Path target, ClipFormat format, Function<Encoding, Map<String, String>> tags, int threads) {
        this(target, format, tags, threads, stream(format));
    }

    static StreamFormat stream(ClipFormat format) {
        int macroblocks = ((format.shownWidth() + 15) / 16) * ((format.shownHeight() + 15) / 16);
        return new StreamFormat(
                format.shownWidth(), format.shownHeight(), H264Level.of(macroblocks, format.frameRate()));
    }

    int keyInterval() {
        return format.encoding().keyInterval();
    }

    /** An encoder of the groups from one on. */
    ParallelEncoder encoder(int firstGroup, IntFunction<FineQp> quantisers, Consumer<ByteBuffer> taker) {
        return new ParallelEncoder(stream, keyInterval(), firstGroup, quantisers, threads, taker);
    }

    /** How it was encoded, at a QP that may be a mean. */
    Encoding encoding(double quantiser, Encoding.Limit limit) {
        return new Encoding(CODEC, Math.rint(100 * quantiser) / 100, keyInterval(), limit);
    }

    /** Bytes that coded pictures may have in a clip that keeps its limit; below 0 if its head is longer than that. */
    long budget(int frames) {
        OptionalLong most = format.encoding().mostBytes(format.frameRate().seconds(frames));
        Map<String, String> longest = tags.apply(encoding(LONGEST_QUANTISER, Encoding.Limit.EXCEEDED));
        int head = MovieHead.write(
                        SampleTrack.indexOf(frames, keyInterval(), format.frameRate(), AvcDescription.of(stream)),
                        longest,
                        0,
                        0)
                .remaining();
        return most.orElseThrow() - head;
    }

    /** Completes a file whose samples are all there. */
    ClipSummary finish(Mp4File file, int frames, Encoding encoding) {
        ClipWriter.requireFrames(frames);
        long bytes = file.finish(AvcDescription.of(stream), tags.apply(encoding));
        return new ClipSummary(stream.width(), stream.height(), frames, format.frameRate(), bytes, encoding);
    }
}
