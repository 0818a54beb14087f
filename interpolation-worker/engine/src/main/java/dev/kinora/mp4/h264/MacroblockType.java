package dev.kinora.mp4.h264;

/** How a macroblock is predicted, in the order of mb_type in P slices, then intra (ITU-T H.264, tables 7-11 and 7-13). */
enum MacroblockType {
    INTER_16X16(1),
    INTER_16X8(2),
    INTER_8X16(2),
    INTER_8X8(4),
    INTRA_4X4(0),
    /** The same mb_type, I_NxN, with transform_size_8x8_flag. */
    INTRA_8X8(0),
    INTRA_16X16(0);

    /** Parts with a vector each. */
    final int parts;

    MacroblockType(int parts) {
        this.parts = parts;
    }

    boolean isIntra() {
        return parts == 0;
    }

    /** Whether each block has an intra mode of its own. */
    boolean hasBlockModes() {
        return this == INTRA_4X4 || this == INTRA_8X8;
    }

    /** Width of a part in units of four samples. */
    int partWidth() {
        return this == INTER_16X16 || this == INTER_16X8 ? 4 : 2;
    }

    /** Height of a part in units of four samples. */
    int partHeight() {
        return this == INTER_16X16 || this == INTER_8X16 ? 4 : 2;
    }

    /** Left edge of a part in units of four samples. */
    int partX(int part) {
        return this == INTER_8X16 ? 2 * part : this == INTER_8X8 ? 2 * (part & 1) : 0;
    }

    /** Upper edge of a part in units of four samples. */
    int partY(int part) {
        return this == INTER_16X8 ? 2 * part : this == INTER_8X8 ? 2 * (part >> 1) : 0;
    }
}
