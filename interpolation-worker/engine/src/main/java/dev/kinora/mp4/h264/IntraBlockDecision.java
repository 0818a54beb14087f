package dev.kinora.mp4.h264;

/** Chooses the intra modes of a macroblock's 4×4 or 8×8 blocks by transformed difference and codes one after the other. */
final class IntraBlockDecision {
    private final int size;
    private final PictureContext context;
    private final ResidualEncoder residual;
    /** Price of a bit in 1/16 of transformed difference. */
    private final int lambda;

    private final DirectionalPrediction blocks;
    private final int[] prediction = new int[256];
    private SourceMacroblock source;
    private Plane plane;
    private Macroblock macroblock;
    private int mbX;
    private int mbY;

    /** For blocks of so many samples a side, 4 or 8. */
    IntraBlockDecision(int size, PictureContext context, ResidualEncoder residual, int lambda) {
        this.size = size;
        this.context = context;
        this.residual = residual;
        this.lambda = lambda;
        this.blocks = new DirectionalPrediction(size);
    }

    /** Chooses and codes all luma of a macroblock, writing each block to the plane for those after it. */
    void code(SourceMacroblock source, Plane plane, Macroblock macroblock, int mbX, int mbY) {
        this.source = source;
        this.plane = plane;
        this.macroblock = macroblock;
        this.mbX = mbX;
        this.mbY = mbY;
        macroblock.type = size == 8 ? MacroblockType.INTRA_8X8 : MacroblockType.INTRA_4X4;
        macroblock.isTransformed8x8 = size == 8;
        macroblock.lumaPattern = 0;
        for (int i = 0; i < 16; i += size * size / 16) {
            code(i);
        }
    }

    /** The block that begins with a 4×4 block, counted in coding order. */
    private void code(int i) {
        int block = MacroblockWriter.CODING_ORDER[i];
        int x = block & 3;
        int y = block >> 2;
        int at = context.block(mbX, mbY) + y * context.stride + x;
        int sample = plane.at(mbX * 16 + x * 4, mbY * 16 + y * 4);
        blocks.look(plane, sample, mbX + x > 0, mbY + y > 0, hasTopRight(x, y));
        int mode = choose(y * 64 + x * 4, context.expectedMode(at));
        context.fill(context.intraModes, at, size / 4, size / 4, mode);
        macroblock.intraModes[block] = mode;
        if (size == 8) {
            macroblock.intraModes[block + 1] = mode;
            macroblock.intraModes[block + 4] = mode;
            macroblock.intraModes[block + 5] = mode;
            residual.intra8x8(source, macroblock, i >> 2);
        } else {
            residual.intra4(source, macroblock, block, i >> 2);
        }
        store(y * 64 + x * 4, sample);
    }

    /** Whether the samples to the upper right of a block, its place in units of four samples, are coded. */
    private boolean hasTopRight(int x, int y) {
        boolean isRightmost = 4 * x + size == 16;
        if (y == 0) {
            return mbY > 0 && (!isRightmost || mbX < context.mbWidth - 1);
        }
        return !isRightmost && (x != 1 || y == 2);
    }

    private int choose(int at, int expected) {
        int best = DirectionalPrediction.DC;
        int least = Integer.MAX_VALUE;
        for (int mode = 0; mode < DirectionalPrediction.MODES; mode++) {
            if (blocks.isPossible(mode)) {
                blocks.predict(mode, prediction, at);
                int bits = mode == expected ? 1 : 4;
                int cost = (lambda * bits >> 4) + Distortion.transformed(source.luma, prediction, at, size, 16, least);
                if (cost < least) {
                    least = cost;
                    best = mode;
                }
            }
        }
        blocks.predict(best, macroblock.lumaPrediction, at);
        return best;
    }

    private void store(int at, int sample) {
        for (int row = 0; row < size; row++) {
            System.arraycopy(macroblock.lumaResult, at + row * 16, plane.samples, sample + row * plane.stride, size);
        }
    }
}
