package dev.kinora.mp4.h264;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.jcodec.codecs.h264.H264Const;

/** Kinds of residual blocks, by ctxBlockCat of ITU-T H.264, table 9-42, with their contexts (9.3.3.1.3, frame pictures). */
enum BlockKind {
    INTRA_16X16_DC(16, 85, 105, 166, 227, 4),
    INTRA_16X16_AC(15, 89, 120, 181, 237, 4),
    LUMA_4X4(16, 93, 134, 195, 247, 4),
    CHROMA_DC(4, 97, 149, 210, 257, 3),
    CHROMA_AC(15, 101, 152, 213, 266, 4),
    /** Has no coded_block_flag in 4:2:0. */
    LUMA_8X8(64, 0, 402, 417, 426, 4);

    /** Levels of a block. */
    final int length;
    /** Of coded_block_flag where neither neighbour has levels. */
    final int coded;
    /** Of significant_coeff_flag and last_significant_coeff_flag at each level but the last. */
    final int[] significant;

    final int[] last;
    /** Of the first bin of coeff_abs_level_minus1, before adding what the levels coded so far say. */
    final int magnitude;
    /** How many greater levels count in the context of the further bins. */
    final int mostGreater;

    BlockKind(int length, int coded, int significant, int last, int magnitude, int mostGreater) {
        this.length = length;
        this.coded = coded;
        this.significant = contexts(length, significant, H264Const.sig_coeff_map_8x8);
        this.last = contexts(length, last, H264Const.last_sig_coeff_map_8x8);
        this.magnitude = magnitude;
        this.mostGreater = mostGreater;
    }

    /** One for each level of a 4×4 block, as a table (9-43) has it for one of 8×8. */
    private static int[] contexts(int length, int first, int[] table8x8) {
        int[] increments = length == 64
                ? Arrays.copyOf(table8x8, 63)
                : IntStream.range(0, length - 1).toArray();
        return Arrays.stream(increments).map(increment -> first + increment).toArray();
    }
}
