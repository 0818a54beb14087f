package dev.kinora.mp4;

import java.nio.BufferOverflowException;
import java.nio.ByteBuffer;
import org.jcodec.codecs.h264.H264Encoder;
import org.jcodec.codecs.h264.io.model.SliceType;

/** JCodec's encoder at one quantiser, with a key frame every {@link #KEY_INTERVAL} frames. */
final class ConstantQuantiserEncoder {
    /** One second at 24 frames a second: short enough to seek in, long enough to pay. */
    static final int KEY_INTERVAL = 24;

    private final H264Encoder encoder;
    private int frames;
    private int capacity;

    ConstantQuantiserEncoder(ClipFormat format) {
        this.encoder = new TaggedH264Encoder(format);
        encoder.setKeyInterval(KEY_INTERVAL);
    }

    /** Whether a frame, counted from 0, can be decoded without those before it. */
    static boolean isKeyFrame(int index) {
        return index % KEY_INTERVAL == 0;
    }

    /**
     * Encodes the next frame.
     *
     * @return its access unit in Annex B form; key frames begin with the parameter sets
     */
    ByteBuffer encode(Bt709Picture picture) {
        int sinceKey = frames++ % KEY_INTERVAL;
        SliceType type = sinceKey == 0 ? SliceType.I : SliceType.P;
        capacity = Math.max(capacity, Math.max(4096, picture.codedPixels()));
        while (true) {
            try {
                ByteBuffer target = ByteBuffer.allocate(capacity);
                return encoder.doEncodeFrame(picture.claiming(capacity), target, sinceKey == 0, sinceKey, type);
            } catch (BufferOverflowException noiseTakesMore) {
                // JCodec gives a slice one byte for each pixel that it believes the picture to have. Trying again is
                // safe, as it replaces its reference frame last.
                capacity *= 2;
            }
        }
    }
}
