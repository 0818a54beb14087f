package dev.kinora.mp4.h264;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import org.jcodec.common.io.BitWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResidualCodingTest {

    private static String written(int context, int... levels) {
        ByteBuffer bytes = ByteBuffer.allocate(64);
        BitWriter writer = new BitWriter(bytes);
        BitSink sink = new BitSink().to(writer);
        new ResidualCoding().write(sink, levels, 0, levels.length, context);
        writer.flush();
        StringBuilder bits = new StringBuilder();
        for (byte next : bytes.array()) {
            bits.append(Integer.toBinaryString(next & 255 | 256), 1, 9);
        }
        return bits.substring(0, sink.count());
    }

    /** The worked example of Richardson, The H.264 Advanced Video Compression Standard, section 7.4.3. */
    @Test
    void workedExample() {
        assertEquals("000010001110010111101101", written(0, 0, 3, 0, 1, -1, -1, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0));
    }

    /** Six bits of token, the level, and one bit to say that no zeros come before: 9.2.2.1's prefixes below 14, 14, 15. */
    @ParameterizedTest
    @CsvSource({"2,1", "8,13", "9,19", "16,19", "17,28", "2062,28"})
    void aLevelTakesItsBits(int level, int bits) {
        int[] levels = new int[16];
        levels[0] = level;
        assertEquals(6 + bits + 1, written(0, levels).length());
    }

    @Test
    void anEmptyBlockIsOneBitWhereItsNeighboursAreEmpty() {
        assertEquals("1", written(0, new int[16]));
        assertEquals("01", written(ResidualCoding.CHROMA_DC, new int[4]));
    }
}
