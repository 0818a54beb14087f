package dev.kinora.inference.onnx;

/** Element types of ONNX tensors, by their number in {@code TensorProto.DataType}. */
public enum ElementType {
    FLOAT(1),
    INT64(7),
    BOOL(9),
    FLOAT16(10),
    BFLOAT16(16);

    private final int code;

    ElementType(int code) {
        this.code = code;
    }

    /** The number, as the {@code to} attribute of a Cast wants it. */
    public int code() {
        return code;
    }
}
