package dev.kinora.mp4.h264;

/** Where the luma of a block that moved by quarters of a sample is found: each sample is the mean of two (8.4.2.2.1). */
final class ReferenceBlock {
    private static final int F = InterpolatedLuma.FULL;
    private static final int H = InterpolatedLuma.HORIZONTAL;
    private static final int V = InterpolatedLuma.VERTICAL;
    private static final int D = InterpolatedLuma.DIAGONAL;

    /** Planes whose mean is the sample at (x, y) quarters, index 4y + x; the same twice where one is enough. */
    private static final int[] FIRST = {F, F, H, H, V, H, H, H, V, V, D, D, V, V, D, V};

    private static final int[] SECOND = {F, H, H, F, F, V, D, V, V, D, D, V, F, H, H, H};
    private static final int[] FIRST_RIGHT = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1};
    private static final int[] SECOND_RIGHT = {0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 0};
    private static final int[] SECOND_DOWN = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1};

    private final InterpolatedLuma luma;
    final int stride;
    byte[] first;
    byte[] second;
    /** Indices of the block's left upper sample in either. */
    int from;

    int other;

    ReferenceBlock(ReferencePicture reference) {
        luma = reference.interpolated;
        stride = luma.stride;
    }

    /** Stands at a place in quarter samples. */
    void locate(int quarterX, int quarterY) {
        int quarter = (quarterY & 3) << 2 | quarterX & 3;
        int base = ((quarterY >> 2) + Plane.MARGIN) * stride + (quarterX >> 2) + Plane.MARGIN;
        first = luma.planes[FIRST[quarter]];
        second = luma.planes[SECOND[quarter]];
        from = base + FIRST_RIGHT[quarter];
        other = base + SECOND_RIGHT[quarter] + SECOND_DOWN[quarter] * stride;
    }

    /** Eight samples from a place beside and below the block's first. */
    long eight(int right, int down) {
        int offset = down * stride + right;
        return Lanes.mean(Lanes.eight(first, from + offset), Lanes.eight(second, other + offset));
    }
}
