package dev.kinora.inference.graph;

/**
 * Some results of a Linear: rows {@code [from, to)} of its weight.
 *
 * @param path of the module
 * @param shape of the whole Linear
 */
record LinearRows(String path, LinearShape shape, int from, int to) {

    static LinearRows all(String path, int in, int out) {
        return new LinearRows(path, new LinearShape(in, out), 0, out);
    }

    boolean isWhole() {
        return from == 0 && to == shape.out();
    }
}
