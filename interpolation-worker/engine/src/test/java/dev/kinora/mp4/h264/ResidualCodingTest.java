package dev.kinora.mp4.h264;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.jcodec.codecs.common.biari.MDecoder;
import org.jcodec.codecs.h264.H264Const;
import org.jcodec.codecs.h264.io.CABAC;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ResidualCodingTest {
    private static final int QP = 30;
    private static final int[] IN_ORDER = IntStream.range(0, 64).toArray();

    private static CABAC.BlockType theirs(BlockKind kind) {
        return switch (kind) {
            case INTRA_16X16_DC -> CABAC.BlockType.LUMA_16_DC;
            case INTRA_16X16_AC -> CABAC.BlockType.LUMA_15_AC;
            case LUMA_4X4 -> CABAC.BlockType.LUMA_16;
            case CHROMA_DC -> CABAC.BlockType.CHROMA_DC;
            case CHROMA_AC -> CABAC.BlockType.CHROMA_AC;
            case LUMA_8X8 -> CABAC.BlockType.LUMA_64;
        };
    }

    /** With at least one level; few or many, small or of all sizes that there are. */
    private static int[] block(BlockKind kind, Random random) {
        int density = 1 + random.nextInt(8);
        int bits = 1 + random.nextInt(13);
        int[] levels = new int[kind.length];
        for (int i = 0; i < levels.length; i++) {
            levels[i] = random.nextInt(8) < density ? random.nextInt(1 << bits) - (1 << bits - 1) : 0;
        }
        levels[random.nextInt(levels.length)] = 1;
        return levels;
    }

    @ParameterizedTest
    @EnumSource
    void anotherDecoderReadsTheLevels(BlockKind kind) {
        Random random = new Random(kind.ordinal());
        List<int[]> blocks = new ArrayList<>();
        ContextModels models = new ContextModels();
        models.begin(QP, true);
        ArithmeticCoder coder = new ArithmeticCoder(models);
        coder.begin(ByteBuffer.allocate(0));
        for (int i = 0; i < 2000; i++) {
            blocks.add(block(kind, random));
            ResidualCoding.write(coder, kind, blocks.get(i), 0);
        }
        coder.terminate(1);
        MDecoder decoder = ArithmeticCoderTest.decoder(coder.finish(), QP, true);
        boolean is8x8 = kind == BlockKind.LUMA_8X8;
        for (int[] block : blocks) {
            int[] read = new int[kind.length];
            int[] significant = is8x8 ? H264Const.sig_coeff_map_8x8 : IN_ORDER;
            int[] last = is8x8 ? H264Const.last_sig_coeff_map_8x8 : IN_ORDER;
            new CABAC(1).readCoeffs(decoder, theirs(kind), read, 0, kind.length, IN_ORDER, significant, last);
            assertArrayEquals(block, read);
        }
    }

    /** Bins of equal odds only: prefix of 14 ones, then 9.3.2.3's suffix of order 0, then the sign. */
    @Test
    void aGreatLevelHasASuffix() {
        ContextModels models = new ContextModels();
        models.begin(QP, true);
        int[] levels = new int[16];
        levels[3] = -14;
        int without = evenBits(models, levels);
        levels[3] = -15;
        assertEquals(without + 1, evenBits(models, levels));
        levels[3] = 15 + 6;
        assertEquals(without + 5, evenBits(models, levels));
    }

    /** Whole bits among those that a block takes: what contexts foretell is taken away by giving it a price of its own. */
    private static int evenBits(ContextModels models, int[] levels) {
        BinCounter counter = new BinCounter(models).restart();
        ResidualCoding.write(counter, BlockKind.LUMA_4X4, levels, 0);
        int magnitude = Math.min(15, Math.abs(levels[3]));
        int foretold = 0;
        for (int i = 0; i < 4; i++) {
            foretold += counter.price(BlockKind.LUMA_4X4.significant[i], i == 3 ? 1 : 0);
        }
        foretold += counter.price(BlockKind.LUMA_4X4.last[3], 1) + counter.price(BlockKind.LUMA_4X4.magnitude + 1, 1);
        foretold += (magnitude - 2) * counter.price(BlockKind.LUMA_4X4.magnitude + 5, 1);
        foretold += magnitude < 15 ? counter.price(BlockKind.LUMA_4X4.magnitude + 5, 0) : 0;
        return (counter.count() - foretold) / BinCounter.BIT;
    }
}
