package dev.kinora.mp4.h264;

/** The loop filter over a complete picture of one QP (ITU-T H.264, 8.7). */
final class Deblocking {
    /** α and β of table 8-16 from index 16; 0 below. */
    private static final int[] ALPHA = {
        4, 4, 5, 6, 7, 8, 9, 10, 12, 13, 15, 17, 20, 22, 25, 28, 32, 36, 40, 45, 50, 56, 63, 71, 80, 90, 101, 113, 127,
        144, 162, 182, 203, 226, 255, 255
    };

    private static final int[] BETA = {
        2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 6, 6, 7, 7, 8, 8, 9, 9, 10, 10, 11, 11, 12, 12, 13, 13, 14, 14, 15, 15, 16, 16,
        17, 17, 18, 18
    };
    /** t'C0 of table 8-17 from index 17 for bS 1 to 3; 0 below. */
    private static final int[][] CLIP = {
        {0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 4, 4, 4, 5, 6, 6, 7, 8, 9, 10, 11, 13},
        {0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 4, 4, 5, 5, 6, 7, 8, 8, 10, 11, 12, 13, 15, 17},
        {
            1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 4, 4, 4, 5, 6, 6, 7, 8, 9, 10, 11, 13, 14, 16, 18, 20,
            23, 25
        },
    };

    private final PictureContext context;

    Deblocking(PictureContext context) {
        this.context = context;
    }

    /** Filters a picture whose macroblocks are all noted in the context. */
    void filter(ReferencePicture picture, int qp) {
        if (qp < 16) {
            return;
        }
        EdgeFilter luma = new EdgeFilter(qp, false);
        int chromaQp = Quantiser.chromaQp(qp);
        EdgeFilter chroma = new EdgeFilter(chromaQp, true);
        for (int mbY = 0; mbY < context.mbHeight; mbY++) {
            for (int mbX = 0; mbX < context.mbWidth; mbX++) {
                for (int direction = 0; direction < 2; direction++) {
                    filter(picture, luma, chroma, mbX, mbY, direction == 0);
                }
            }
        }
    }

    private void filter(
            ReferencePicture picture, EdgeFilter luma, EdgeFilter chroma, int mbX, int mbY, boolean isVertical) {
        int back = isVertical ? 1 : context.stride;
        int along = isVertical ? context.stride : 1;
        int first = context.block(mbX, mbY);
        boolean isAtBorder = (isVertical ? mbX : mbY) == 0;
        int step = context.transforms8x8[context.macroblock(mbX, mbY)] == 0 ? 1 : 2;
        for (int edge = isAtBorder ? step : 0; edge < 4; edge += step) {
            for (int i = 0; i < 4; i++) {
                int at = first + edge * back + i * along;
                int strength = strength(at, at - back, edge == 0);
                if (strength > 0) {
                    int dx = isVertical ? edge : i;
                    int dy = isVertical ? i : edge;
                    luma.filter(picture.luma, mbX * 16 + dx * 4, mbY * 16 + dy * 4, isVertical, strength);
                    if (edge % 2 == 0) {
                        chroma.filter(picture.chroma[0], mbX * 8 + dx * 2, mbY * 8 + dy * 2, isVertical, strength);
                        chroma.filter(picture.chroma[1], mbX * 8 + dx * 2, mbY * 8 + dy * 2, isVertical, strength);
                    }
                }
            }
        }
    }

    /** bS of 8.7.2.1 between two 4×4 blocks. */
    private int strength(int q, int p, boolean isMacroblockEdge) {
        if (context.references[q] == PictureContext.INTRA || context.references[p] == PictureContext.INTRA) {
            return isMacroblockEdge ? 4 : 3;
        }
        if ((context.lumaCoded[q] | context.lumaCoded[p]) != 0) {
            return 2;
        }
        int distanceX = Math.abs(context.vectorX[q] - context.vectorX[p]);
        int distanceY = Math.abs(context.vectorY[q] - context.vectorY[p]);
        return distanceX >= 4 || distanceY >= 4 ? 1 : 0;
    }

    /** Filters four luma or two chroma rows across one edge (8.7.2.2 to 8.7.2.4). */
    private static final class EdgeFilter {
        private final int alpha;
        private final int beta;
        private final int[] clips = new int[4];
        private final boolean isChroma;

        EdgeFilter(int qp, boolean isChroma) {
            this.isChroma = isChroma;
            alpha = qp < 16 ? 0 : ALPHA[qp - 16];
            beta = qp < 16 ? 0 : BETA[qp - 16];
            for (int strength = 1; strength < 4; strength++) {
                clips[strength] = qp < 17 ? 0 : CLIP[strength - 1][qp - 17];
            }
        }

        void filter(Plane plane, int x, int y, boolean isVertical, int strength) {
            int at = plane.at(x, y);
            int across = isVertical ? 1 : plane.stride;
            int along = isVertical ? plane.stride : 1;
            int[] s = plane.samples;
            for (int i = isChroma ? 2 : 4; i > 0; i--, at += along) {
                int p0 = s[at - across];
                int q0 = s[at];
                int p1 = s[at - 2 * across];
                int q1 = s[at + across];
                if (Math.abs(p0 - q0) >= alpha || Math.abs(p1 - p0) >= beta || Math.abs(q1 - q0) >= beta) {
                    continue;
                }
                if (strength < 4) {
                    weak(s, at, across, clips[strength]);
                } else if (isChroma) {
                    s[at - across] = 2 * p1 + p0 + q1 + 2 >> 2;
                    s[at] = 2 * q1 + q0 + p1 + 2 >> 2;
                } else {
                    boolean isSmall = Math.abs(p0 - q0) < (alpha >> 2) + 2;
                    strong(s, at - across, -across, isSmall, q0, q1);
                    strong(s, at, across, isSmall, p0, p1);
                }
            }
        }

        private void weak(int[] s, int at, int across, int clip) {
            int p0 = s[at - across];
            int q0 = s[at];
            int p1 = s[at - 2 * across];
            int q1 = s[at + across];
            int limit = clip + 1;
            if (!isChroma) {
                int p2 = s[at - 3 * across];
                int q2 = s[at + 2 * across];
                boolean smoothP = Math.abs(p2 - p0) < beta;
                boolean smoothQ = Math.abs(q2 - q0) < beta;
                limit = clip + (smoothP ? 1 : 0) + (smoothQ ? 1 : 0);
                int middle = p0 + q0 + 1 >> 1;
                if (smoothP) {
                    s[at - 2 * across] = p1 + clamp(p2 + middle - 2 * p1 >> 1, clip);
                }
                if (smoothQ) {
                    s[at + across] = q1 + clamp(q2 + middle - 2 * q1 >> 1, clip);
                }
            }
            int change = clamp(4 * (q0 - p0) + p1 - q1 + 4 >> 3, limit);
            s[at - across] = Math.max(0, Math.min(255, p0 + change));
            s[at] = Math.max(0, Math.min(255, q0 - change));
        }

        /** One side of an edge; the sample at the edge is at {@code at}, away from it is {@code step}. */
        private void strong(int[] s, int at, int step, boolean isSmall, int other0, int other1) {
            int own0 = s[at];
            int own1 = s[at + step];
            int own2 = s[at + 2 * step];
            if (isSmall && Math.abs(own2 - own0) < beta) {
                s[at] = own2 + 2 * own1 + 2 * own0 + 2 * other0 + other1 + 4 >> 3;
                s[at + step] = own2 + own1 + own0 + other0 + 2 >> 2;
                s[at + 2 * step] = 2 * s[at + 3 * step] + 3 * own2 + own1 + own0 + other0 + 4 >> 3;
            } else {
                s[at] = 2 * own1 + own0 + other1 + 2 >> 2;
            }
        }

        private static int clamp(int value, int limit) {
            return Math.max(-limit, Math.min(limit, value));
        }
    }
}
