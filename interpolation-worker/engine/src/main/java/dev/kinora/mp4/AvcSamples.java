package dev.kinora.mp4;

import java.nio.ByteBuffer;
import java.util.List;
import org.jcodec.codecs.h264.H264Utils;
import org.jcodec.codecs.h264.mp4.AvcCBox;
import org.jcodec.common.model.Size;
import org.jcodec.containers.mp4.boxes.SampleEntry;
import org.jcodec.containers.mp4.boxes.VideoSampleEntry;

/**
 * Turns access units of Annex B into samples of ISO/IEC 14496-15: the parameter sets move to the track's description,
 * the rest gets lengths in place of start codes.
 */
final class AvcSamples {
    private static final int SEQUENCE_PARAMETERS = 7;
    private static final int PICTURE_PARAMETERS = 8;
    private static final int LENGTH_BYTES = 4;

    private byte[] sequenceParameters;
    private byte[] pictureParameters;

    /** The sample for an access unit. Every key frame's parameter sets are taken to be the same. */
    ByteBuffer sample(ByteBuffer accessUnit) {
        ByteBuffer sample = ByteBuffer.allocate(accessUnit.remaining() + LENGTH_BYTES);
        for (ByteBuffer unit : H264Utils.splitFrame(accessUnit)) {
            switch (unit.get(unit.position()) & 0x1f) {
                case SEQUENCE_PARAMETERS -> sequenceParameters = bytes(unit);
                case PICTURE_PARAMETERS -> pictureParameters = bytes(unit);
                default -> sample.putInt(unit.remaining()).put(unit);
            }
        }
        return sample.flip();
    }

    private static byte[] bytes(ByteBuffer unit) {
        byte[] bytes = new byte[unit.remaining()];
        unit.get(bytes);
        return bytes;
    }

    /** The track's description ({@code avc1} with {@code avcC}); after the first key frame. */
    SampleEntry description(int width, int height) {
        SampleEntry entry = VideoSampleEntry.videoSampleEntry("avc1", new Size(width, height), "Kinora");
        int profile = sequenceParameters[1] & 255;
        int compatibility = sequenceParameters[2] & 255;
        int level = sequenceParameters[3] & 255;
        entry.add(AvcCBox.createAvcCBox(
                profile,
                compatibility,
                level,
                LENGTH_BYTES,
                List.of(withoutHeader(sequenceParameters)),
                List.of(withoutHeader(pictureParameters))));
        return entry;
    }

    /** JCodec writes the one-byte unit header itself. */
    private static ByteBuffer withoutHeader(byte[] unit) {
        return ByteBuffer.wrap(unit, 1, unit.length - 1).slice();
    }
}
