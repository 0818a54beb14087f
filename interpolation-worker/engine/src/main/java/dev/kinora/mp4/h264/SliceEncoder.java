package dev.kinora.mp4.h264;

/** Codes the macroblocks of one picture, which are one slice (ITU-T H.264, 7.3.4), and reconstructs them. */
final class SliceEncoder {
    /** Where the mean is so many times farther away than what moved, no intra mode catches up. */
    private static final int HOPELESS = 3;

    private final PictureContext context;
    private final ReferencePicture reference;
    private final ReferencePicture result;
    private final boolean isInter;
    private final ResidualEncoder residual;
    private final IntraDecision intra;
    private final IntraBlockDecision intra8;
    private final IntraBlockDecision intra4;
    private final InterDecision inter;
    private final MacroblockWriter writer;
    private final ArithmeticCoder coder;
    private final BinCounter counter;
    private final SourceMacroblock source = new SourceMacroblock();
    /** Price of 1/256 bit in squared differences. */
    private final double price;

    private Macroblock best = new Macroblock();
    private Macroblock trial = new Macroblock();
    private Macroblock intra16 = new Macroblock();
    private double leastCost;
    private boolean isSkipped;
    private long total;

    /**
     * Prepares to code a picture.
     *
     * @param reference the picture before, or null if this is to stand alone
     * @param coder that has begun with the slice's header
     */
    SliceEncoder(
            PictureContext context,
            ReferencePicture reference,
            ReferencePicture result,
            int qp,
            ArithmeticCoder coder,
            ContextModels models) {
        this.context = context;
        this.reference = reference;
        this.result = result;
        this.isInter = reference != null;
        this.price = lambda(qp) / BinCounter.BIT;
        int searchLambda = (int) Math.round(16 * Math.sqrt(lambda(qp)));
        this.counter = new BinCounter(models);
        this.residual = new ResidualEncoder(qp, counter);
        this.intra = new IntraDecision(residual, searchLambda);
        this.intra8 = new IntraBlockDecision(8, context, residual, searchLambda);
        this.intra4 = new IntraBlockDecision(4, context, residual, searchLambda);
        this.inter = isInter ? new InterDecision(context, reference, searchLambda, Quantiser.step(qp)) : null;
        this.writer = new MacroblockWriter(context);
        this.coder = coder;
        models.begin(qp, isInter);
    }

    /** Price of a bit in squared differences at a QP. */
    static double lambda(int qp) {
        return 0.85 * Math.pow(2, (qp - 12) / 3.0);
    }

    /** Squared differences of the picture, before the loop filter. */
    long distortion() {
        return total;
    }

    void encode(Yuv420 picture) {
        for (int mbY = 0; mbY < context.mbHeight; mbY++) {
            for (int mbX = 0; mbX < context.mbWidth; mbX++) {
                source.take(picture, mbX, mbY);
                decide(mbX, mbY);
                commit(mbX, mbY);
                boolean isLast = mbX == context.mbWidth - 1 && mbY == context.mbHeight - 1;
                coder.terminate(isLast ? 1 : 0);
            }
        }
    }

    private void decide(int mbX, int mbY) {
        leastCost = Double.MAX_VALUE;
        isSkipped = false;
        if (!isInter) {
            intra.choose16(source, result, intra16, mbX, mbY, Integer.MAX_VALUE);
            tryIntra16(mbX, mbY);
            tryIntraBlocks(mbX, mbY);
        } else if (!trySkip(mbX, mbY)) {
            decideInter(mbX, mbY);
        }
    }

    private void decideInter(int mbX, int mbY) {
        int interCost = inter.choose(trial, mbX, mbY);
        codeInter(mbX, mbY);
        if (!inter.isNear(interCost) && !inter.isAsExpected() && mayBeIntra(interCost, mbX, mbY)) {
            offer(mbX, mbY);
            tryIntra16(mbX, mbY);
            if (best.type == MacroblockType.INTRA_16X16) {
                tryIntraBlocks(mbX, mbY);
            }
        } else if (isSkipped) {
            offer(mbX, mbY);
        } else {
            take(0);
        }
    }

    private void codeInter(int mbX, int mbY) {
        InterPrediction.predict(reference, trial, mbX, mbY);
        residual.chroma(source, trial);
        if (inter.isNearerBy8x8(trial)) {
            residual.inter8x8(source, trial);
        } else {
            residual.inter(source, trial);
        }
    }

    /** Predicts Intra 16×16, apart from the trial; false if that is so far away that it need not be coded. */
    private boolean mayBeIntra(int interCost, int mbX, int mbY) {
        int limit = HOPELESS * interCost;
        return intra.choose16(source, result, intra16, mbX, mbY, limit) <= interCost + interCost / 8;
    }

    private void tryIntra16(int mbX, int mbY) {
        Macroblock former = trial;
        trial = intra16;
        intra16 = former;
        residual.intra16(source, trial);
        intra.codeChroma(source, result, trial, mbX, mbY);
        offerLuma(mbX, mbY);
    }

    private void tryIntraBlocks(int mbX, int mbY) {
        intra8.code(source, result.luma, trial, mbX, mbY);
        offerLuma(mbX, mbY);
        intra4.code(source, result.luma, trial, mbX, mbY);
        offer(mbX, mbY);
    }

    /** Offers the trial; the next one has the same chroma. */
    private void offerLuma(int mbX, int mbY) {
        Macroblock offered = trial;
        offer(mbX, mbY);
        if (trial != offered) {
            trial.takeChroma(offered);
        }
    }

    /** Prices skipping; true if nothing could be better. */
    private boolean trySkip(int mbX, int mbY) {
        if (!inter.skip(trial, source, mbX, mbY) || !inter.isNear(inter.skipDistortion())) {
            return false;
        }
        InterPrediction.predict(reference, trial, mbX, mbY);
        boolean isEmpty = residual.isEmpty(source, trial);
        trial.lumaPattern = 0;
        trial.chromaPattern = 0;
        trial.isTransformed8x8 = false;
        System.arraycopy(trial.lumaPrediction, 0, trial.lumaResult, 0, 256);
        System.arraycopy(trial.chromaPrediction[0], 0, trial.chromaResult[0], 0, 64);
        System.arraycopy(trial.chromaPrediction[1], 0, trial.chromaResult[1], 0, 64);
        writer.writeSkip(counter.restart(), true, mbX, mbY);
        take(distortion(trial) + price * counter.count());
        isSkipped = true;
        return isEmpty;
    }

    private int distortion(Macroblock macroblock) {
        return Distortion.squares(source.luma, macroblock.lumaResult)
                + Distortion.squares(source.chroma[0], macroblock.chromaResult[0])
                + Distortion.squares(source.chroma[1], macroblock.chromaResult[1]);
    }

    /** Takes the trial if it costs less than the best so far. */
    private void offer(int mbX, int mbY) {
        double distortion = distortion(trial);
        if (distortion >= leastCost) {
            return;
        }
        context.note(trial, mbX, mbY);
        write(counter.restart(), trial, mbX, mbY);
        double cost = distortion + price * counter.count();
        if (cost < leastCost) {
            take(cost);
            isSkipped = false;
        }
    }

    private void take(double cost) {
        leastCost = cost;
        Macroblock former = best;
        best = trial;
        trial = former;
    }

    private void commit(int mbX, int mbY) {
        total += distortion(best);
        context.note(best, mbX, mbY);
        best.store(result, mbX, mbY);
        if (isSkipped) {
            writer.writeSkip(coder, true, mbX, mbY);
            context.noteSkip(mbX, mbY);
        } else {
            write(coder, best, mbX, mbY);
        }
    }

    private void write(BinSink sink, Macroblock macroblock, int mbX, int mbY) {
        if (isInter) {
            writer.writeSkip(sink, false, mbX, mbY);
        }
        writer.write(sink, macroblock, mbX, mbY, isInter);
    }
}
