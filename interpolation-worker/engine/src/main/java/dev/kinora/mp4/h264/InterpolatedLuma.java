package dev.kinora.mp4.h264;

/** Luma of a complete picture at full and half samples (ITU-T H.264, 8.4.2.2.1), a byte each, with a plane's margin. */
final class InterpolatedLuma {
    /** Where in {@link #planes} full, horizontal, vertical and diagonal half samples stand. */
    static final int FULL = 0;

    static final int HORIZONTAL = 1;
    static final int VERTICAL = 2;
    static final int DIAGONAL = 3;

    final byte[][] planes;
    final int stride;
    /** Vertical sums of one row before they are rounded, and what is to become a row of bytes. */
    private final int[] column;

    private final int[] row;

    InterpolatedLuma(Plane full) {
        planes = new byte[4][full.samples.length];
        stride = full.stride;
        column = new int[stride];
        row = new int[stride];
    }

    /** Takes over a plane whose margin is filled. */
    void interpolate(Plane full) {
        for (int at = 0; at < full.samples.length; at += stride) {
            System.arraycopy(full.samples, at, row, 0, stride);
            store(FULL, at);
        }
        int first = 3 - Plane.MARGIN;
        int last = full.height + Plane.MARGIN - 4;
        for (int y = first; y <= last; y++) {
            int at = full.at(-Plane.MARGIN, y);
            horizontal(full.samples, at);
            store(HORIZONTAL, at);
            verticalSums(full.samples, at);
            vertical();
            store(VERTICAL, at);
            diagonal();
            store(DIAGONAL, at);
        }
    }

    private void horizontal(int[] from, int at) {
        for (int x = 2; x < row.length - 3; x++) {
            int i = at + x;
            int sum = from[i - 2] + from[i + 3] - 5 * (from[i - 1] + from[i + 2]) + 20 * (from[i] + from[i + 1]);
            row[x] = Math.max(0, Math.min(255, sum + 16 >> 5));
        }
    }

    private void verticalSums(int[] from, int at) {
        for (int x = 0; x < column.length; x++) {
            int i = at + x;
            column[x] = from[i - 2 * stride]
                    + from[i + 3 * stride]
                    - 5 * (from[i - stride] + from[i + 2 * stride])
                    + 20 * (from[i] + from[i + stride]);
        }
    }

    private void vertical() {
        for (int x = 0; x < column.length; x++) {
            row[x] = Math.max(0, Math.min(255, column[x] + 16 >> 5));
        }
    }

    private void diagonal() {
        for (int x = 2; x < column.length - 3; x++) {
            int sum = column[x - 2]
                    + column[x + 3]
                    - 5 * (column[x - 1] + column[x + 2])
                    + 20 * (column[x] + column[x + 1]);
            row[x] = Math.max(0, Math.min(255, sum + 512 >> 10));
        }
    }

    private void store(int plane, int at) {
        byte[] target = planes[plane];
        for (int x = 0; x < row.length; x++) {
            target[at + x] = (byte) row[x];
        }
    }
}
