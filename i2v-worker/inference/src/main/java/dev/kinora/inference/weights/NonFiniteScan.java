package dev.kinora.inference.weights;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.util.OptionalLong;

/**
 * Finds NaN and infinity: the values whose exponent bits are all ones. Looks at 8 bytes at a time, so that a network of
 * gigabytes is read at about the speed of the disk.
 */
final class NonFiniteScan {
    private static final int WINDOW = 1 << 20;

    private final FileChannel channel;
    private final ByteBuffer window = ByteBuffer.allocateDirect(WINDOW).order(ByteOrder.LITTLE_ENDIAN);

    NonFiniteScan(FileChannel channel) {
        this.channel = channel;
    }

    /** Index of the first element that is NaN or infinite, if there is one. */
    OptionalLong first(TensorEntry entry) throws IOException {
        long exponent = exponentBits(entry.type());
        for (long start = 0; start < entry.length(); start += WINDOW) {
            int length = (int) Math.min(WINDOW, entry.length() - start);
            window.clear().limit(length);
            Safetensors.readFully(channel, entry.offset() + start, window);
            int at = firstIn(length, exponent, entry.type().bytes());
            if (at >= 0) {
                return OptionalLong.of((start + at) / entry.type().bytes());
            }
        }
        return OptionalLong.empty();
    }

    private int firstIn(int length, long exponent, int width) {
        // A lane of ~bits & exponent is zero exactly where the exponent is all ones. Adding the largest value below the
        // lane's top bit carries into that bit from every other lane, and never out of the lane.
        long top = width == 2 ? 0x8000_8000_8000_8000L : 0x8000_0000_8000_0000L;
        long below = width == 2 ? 0x7fff_7fff_7fff_7fffL : 0x7fff_ffff_7fff_ffffL;
        int at = 0;
        for (; at + 8 <= length; at += 8) {
            if ((((~window.getLong(at) & exponent) + below) & top) != top) {
                break;
            }
        }
        for (; at < length; at += width) {
            long bits = width == 2 ? window.getShort(at) : window.getInt(at);
            long lane = exponent & (width == 2 ? 0xffffL : 0xffff_ffffL);
            if ((~bits & lane) == 0) {
                return at;
            }
        }
        return -1;
    }

    private static long exponentBits(DataType type) {
        return switch (type) {
            case F32 -> 0x7f80_0000_7f80_0000L;
            case F16 -> 0x7c00_7c00_7c00_7c00L;
            case BF16 -> 0x7f80_7f80_7f80_7f80L;
            default -> throw new IllegalArgumentException(type + " is no weight type");
        };
    }
}
