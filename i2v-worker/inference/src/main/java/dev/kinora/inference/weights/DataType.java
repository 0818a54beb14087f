package dev.kinora.inference.weights;

import java.util.Arrays;
import java.util.Optional;

/** Element types of safetensors files. Weights may be F32, F16 or BF16; the others occur only as leftovers. */
public enum DataType {
    F64(8),
    F32(4),
    F16(2),
    BF16(2),
    I64(8),
    I32(4),
    I16(2),
    I8(1),
    U64(8),
    U32(4),
    U16(2),
    U8(1),
    BOOL(1),
    F8_E5M2(1),
    F8_E4M3(1);

    private final int bytes;

    DataType(int bytes) {
        this.bytes = bytes;
    }

    /** Size of one element. */
    public int bytes() {
        return bytes;
    }

    /** Whether a weight may be of this type. */
    public boolean isWeight() {
        return this == F32 || this == F16 || this == BF16;
    }

    static Optional<DataType> named(String name) {
        return Arrays.stream(values()).filter(type -> type.name().equals(name)).findFirst();
    }
}
