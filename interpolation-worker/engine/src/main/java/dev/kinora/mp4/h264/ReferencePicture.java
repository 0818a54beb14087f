package dev.kinora.mp4.h264;

/** A reconstructed picture and, once it is complete, its luma between the samples (ITU-T H.264, 8.4.2.2.1). */
final class ReferencePicture {
    /** Where in {@link #luma} the planes of full, horizontal, vertical and diagonal half samples stand. */
    static final int FULL = 0;

    static final int HORIZONTAL = 1;
    static final int VERTICAL = 2;
    static final int DIAGONAL = 3;

    final Plane[] luma = new Plane[4];
    final Plane[] chroma;
    private final int[] column;

    ReferencePicture(int width, int height) {
        for (int i = 0; i < luma.length; i++) {
            luma[i] = new Plane(width, height);
        }
        chroma = new Plane[] {new Plane(width / 2, height / 2), new Plane(width / 2, height / 2)};
        column = new int[luma[FULL].stride];
    }

    /** Makes margins and half samples, after the last change of a sample. */
    void complete() {
        luma[FULL].fillMargin();
        chroma[0].fillMargin();
        chroma[1].fillMargin();
        int first = 3 - Plane.MARGIN;
        int last = luma[FULL].height + Plane.MARGIN - 4;
        for (int y = first; y <= last; y++) {
            int row = luma[FULL].at(-Plane.MARGIN, y);
            horizontal(luma[FULL].samples, luma[HORIZONTAL].samples, row, luma[FULL].stride);
            verticalSums(luma[FULL].samples, row, luma[FULL].stride, column);
            vertical(column, luma[VERTICAL].samples, row);
            diagonal(column, luma[DIAGONAL].samples, row);
        }
    }

    private static void horizontal(int[] from, int[] to, int row, int length) {
        for (int x = row + 2; x < row + length - 3; x++) {
            int sum = from[x - 2] + from[x + 3] - 5 * (from[x - 1] + from[x + 2]) + 20 * (from[x] + from[x + 1]);
            to[x] = Math.max(0, Math.min(255, sum + 16 >> 5));
        }
    }

    private static void verticalSums(int[] from, int row, int stride, int[] column) {
        for (int x = 0; x < column.length; x++) {
            int at = row + x;
            column[x] = from[at - 2 * stride]
                    + from[at + 3 * stride]
                    - 5 * (from[at - stride] + from[at + 2 * stride])
                    + 20 * (from[at] + from[at + stride]);
        }
    }

    private static void vertical(int[] column, int[] to, int row) {
        for (int x = 0; x < column.length; x++) {
            to[row + x] = Math.max(0, Math.min(255, column[x] + 16 >> 5));
        }
    }

    private static void diagonal(int[] column, int[] to, int row) {
        for (int x = 2; x < column.length - 3; x++) {
            int sum = column[x - 2]
                    + column[x + 3]
                    - 5 * (column[x - 1] + column[x + 2])
                    + 20 * (column[x] + column[x + 1]);
            to[row + x] = Math.max(0, Math.min(255, sum + 512 >> 10));
        }
    }
}
