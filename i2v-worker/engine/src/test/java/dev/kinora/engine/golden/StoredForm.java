package dev.kinora.engine.golden;

import dev.kinora.inference.weights.DataType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Writes 32-bit floats as an element type has them, by dropping the bits that do not fit. */
final class StoredForm {
    private StoredForm() {}

    static byte[] bytes(DataType type, float[] values) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * type.bytes()).order(ByteOrder.LITTLE_ENDIAN);
        for (float value : values) {
            switch (type) {
                case F32 -> bytes.putFloat(value);
                case F16 -> bytes.putShort(half(Float.floatToRawIntBits(value)));
                case BF16 -> bytes.putShort((short) (Float.floatToRawIntBits(value) >> 16));
                default -> throw new IllegalArgumentException(type + " is no weight type");
            }
        }
        return bytes.array();
    }

    /** Weights are far from what overflows; what is too small for a normal half becomes 0. */
    private static short half(int bits) {
        int exponent = (bits >> 23 & 0xff) - 112;
        int magnitude = exponent <= 0 ? 0 : exponent << 10 | bits >> 13 & 0x3ff;
        return (short) (bits >> 16 & 0x8000 | magnitude);
    }
}
