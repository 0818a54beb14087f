package dev.kinora.mp4.h264;

/** How a macroblock is predicted, in the order of mb_type within its slice type (ITU-T H.264, tables 7-11 and 7-13). */
enum MacroblockType {
    INTER_16X16(1),
    INTER_16X8(2),
    INTER_8X16(2),
    INTER_8X8(4),
    INTRA_4X4(0),
    INTRA_16X16(0);

    /** Parts with a vector each. */
    final int parts;

    MacroblockType(int parts) {
        this.parts = parts;
    }

    boolean isIntra() {
        return parts == 0;
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
