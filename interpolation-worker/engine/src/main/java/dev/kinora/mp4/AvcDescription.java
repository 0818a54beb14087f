package dev.kinora.mp4;

import dev.kinora.mp4.h264.StreamFormat;
import java.nio.ByteBuffer;
import java.util.function.Consumer;
import org.jcodec.codecs.h264.io.model.SeqParameterSet;
import org.jcodec.common.model.Size;
import org.jcodec.containers.mp4.boxes.Box.LeafBox;
import org.jcodec.containers.mp4.boxes.Header;
import org.jcodec.containers.mp4.boxes.SampleEntry;
import org.jcodec.containers.mp4.boxes.VideoSampleEntry;

/**
 * A track's description ({@code avc1} with {@code avcC}, ISO/IEC 14496-15, 5.3.3.1), which holds the parameter sets. Written
 * here, as JCodec's box lacks the fields that High profile adds.
 */
final class AvcDescription {
    private static final int GREATEST_BYTES = 512;
    private static final byte SEQUENCE_UNIT = 0x67;
    private static final byte PICTURE_UNIT = 0x68;
    /** Reserved bits, which are 1, and what follows them: lengths of four bytes, one set, 4:2:0, eight bits. */
    private static final byte FOUR_BYTES = (byte) (0b1111_1100 | 3);

    private static final byte ONE_SEQUENCE_SET = (byte) (0b1110_0000 | 1);
    private static final byte CHROMA_420 = (byte) (0b1111_1100 | 1);
    private static final byte EIGHT_BITS = (byte) 0b1111_1000;

    private AvcDescription() {}

    static SampleEntry of(StreamFormat stream) {
        Size shown = new Size(stream.width(), stream.height());
        SampleEntry entry = VideoSampleEntry.videoSampleEntry("avc1", shown, "Kinora");
        entry.add(LeafBox.createLeafBox(Header.createHeader("avcC", 0), configuration(stream)));
        return entry;
    }

    private static ByteBuffer configuration(StreamFormat stream) {
        SeqParameterSet sequence = stream.sequence();
        ByteBuffer bytes = ByteBuffer.allocate(GREATEST_BYTES);
        bytes.put((byte) 1).put((byte) sequence.profileIdc).put((byte) 0).put((byte) sequence.levelIdc);
        bytes.put(FOUR_BYTES).put(ONE_SEQUENCE_SET);
        put(bytes, SEQUENCE_UNIT, sequence::write);
        bytes.put((byte) 1);
        put(bytes, PICTURE_UNIT, StreamFormat.picture()::write);
        bytes.put(CHROMA_420).put(EIGHT_BITS).put(EIGHT_BITS).put((byte) 0);
        return bytes.flip();
    }

    /** A set with its unit's head and length; no such set holds what looks like a start code. */
    private static void put(ByteBuffer bytes, byte head, Consumer<ByteBuffer> set) {
        int start = bytes.position();
        bytes.putShort((short) 0).put(head);
        set.accept(bytes);
        bytes.putShort(start, (short) (bytes.position() - start - 2));
    }
}
