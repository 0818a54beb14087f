package dev.kinora.mp4;

import dev.kinora.mp4.h264.StreamFormat;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.Consumer;
import org.jcodec.codecs.h264.io.model.SeqParameterSet;
import org.jcodec.codecs.h264.mp4.AvcCBox;
import org.jcodec.common.model.Size;
import org.jcodec.containers.mp4.boxes.SampleEntry;
import org.jcodec.containers.mp4.boxes.VideoSampleEntry;

/** A track's description ({@code avc1} with {@code avcC}, ISO/IEC 14496-15), which holds the parameter sets. */
final class AvcDescription {
    private static final int LENGTH_BYTES = 4;
    private static final int GREATEST_SET_BYTES = 256;
    /** constraint_set0_flag and constraint_set1_flag. */
    private static final int CONSTRAINED_BASELINE = 0xc0;

    private AvcDescription() {}

    static SampleEntry of(StreamFormat stream) {
        SeqParameterSet sequence = stream.sequence();
        Size shown = new Size(stream.width(), stream.height());
        SampleEntry entry = VideoSampleEntry.videoSampleEntry("avc1", shown, "Kinora");
        entry.add(AvcCBox.createAvcCBox(
                sequence.profileIdc,
                CONSTRAINED_BASELINE,
                sequence.levelIdc,
                LENGTH_BYTES,
                List.of(written(sequence::write)),
                List.of(written(StreamFormat.picture()::write))));
        return entry;
    }

    /** Without the unit's one-byte head, which JCodec writes itself; no such set holds what looks like a start code. */
    private static ByteBuffer written(Consumer<ByteBuffer> set) {
        ByteBuffer bytes = ByteBuffer.allocate(GREATEST_SET_BYTES);
        set.accept(bytes);
        return bytes.flip();
    }
}
