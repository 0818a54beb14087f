package dev.kinora.mp4.h264;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** Units of the network abstraction layer (ITU-T H.264, 7.3.1 and 7.4.1). */
final class NalUnit {
    private static final int LENGTH_BYTES = 4;

    private NalUnit() {}

    /** A unit with its length in front; a 3 keeps apart what would look like a start code. */
    static ByteBuffer of(int head, ByteBuffer payload) {
        byte[] unit = new byte[LENGTH_BYTES + 2 + payload.remaining() * 3 / 2];
        int length = LENGTH_BYTES;
        unit[length++] = (byte) head;
        int zeros = 0;
        while (payload.hasRemaining()) {
            byte next = payload.get();
            if (zeros == 2 && next >= 0 && next <= 3) {
                unit[length++] = 3;
                zeros = 0;
            }
            unit[length++] = next;
            zeros = next == 0 ? zeros + 1 : 0;
        }
        return ByteBuffer.wrap(Arrays.copyOf(unit, length)).putInt(0, length - LENGTH_BYTES);
    }
}
