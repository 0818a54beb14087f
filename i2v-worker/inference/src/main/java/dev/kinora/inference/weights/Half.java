package dev.kinora.inference.weights;

/** IEEE 754 binary16; by hand because the JDK converts it only since 20. */
final class Half {
    /** 2⁻²⁴, the value of a subnormal's last bit. */
    private static final float SUBNORMAL = 0x1p-24f;

    private Half() {}

    static float toFloat(short bits) {
        int sign = (bits & 0x8000) << 16;
        int exponent = (bits >> 10) & 0x1f;
        int fraction = bits & 0x3ff;
        if (exponent == 0) {
            return Float.intBitsToFloat(sign | Float.floatToRawIntBits(fraction * SUBNORMAL));
        }
        int wide = exponent == 0x1f ? 0xff : exponent + 112;
        return Float.intBitsToFloat(sign | wide << 23 | fraction << 13);
    }
}
