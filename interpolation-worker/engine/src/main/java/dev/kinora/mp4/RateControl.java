package dev.kinora.mp4;

import dev.kinora.contract.Encoding.Limit;
import dev.kinora.mp4.h264.FineQp;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds the finest quantisers with which the groups of a clip take at most so many bytes. One QP for the whole clip, or two
 * neighbours, loses least: where a bit more is worth the same everywhere, moving bits gains nothing.
 *
 * <p>Each group is coded alone, so its bytes at a QP are measured and not guessed: the clip is coded at a few QPs, until one
 * fits and its finer neighbour does not. Then group by group goes to the finer one as long as that fits, and one group, if
 * much is left, to an eighth in between. The same bytes of the same groups make the same plan.
 */
final class RateControl {
    private static final int COARSEST = 51;
    private static final int FIRST = 30;
    /** So many steps of QP halve the bytes, about. */
    private static final double HALVING = 6;
    /** From then on the range is halved, so that strange content takes a few passes more and not dozens. */
    private static final int GUESSES = 3;
    /** What is left of the bytes is worth three more passes over one group above one part in so many. */
    private static final int WORTHWHILE = 200;

    private final int groups;
    private final long budget;
    private final Trial trial;
    private final Map<Integer, long[]> measured = new HashMap<>();

    /** Codes groups to see how long they become. */
    interface Trial {
        /** Bytes of each of so many groups from a first one on, at this QP. */
        long[] bytes(int first, int count, FineQp qp);
    }

    /**
     * How to code a clip.
     *
     * @param quantisers of its groups
     * @param limit what becomes of the bytes that it may have
     */
    record Plan(List<FineQp> quantisers, Limit limit) {}

    /**
     * @param groups of the clip, at least 1
     * @param budget most bytes of all groups; may be less than any clip takes
     */
    RateControl(int groups, long budget, Trial trial) {
        this.groups = groups;
        this.budget = budget;
        this.trial = trial;
    }

    Plan plan() {
        int fitting = leastFitting();
        if (fitting > COARSEST) {
            return new Plan(Collections.nCopies(groups, FineQp.of(COARSEST)), Limit.EXCEEDED);
        }
        List<FineQp> quantisers = new ArrayList<>(Collections.nCopies(groups, FineQp.of(fitting)));
        if (fitting == 0) {
            return new Plan(quantisers, Limit.FINEST);
        }
        fill(quantisers, fitting);
        return new Plan(quantisers, Limit.REACHED);
    }

    /** The least QP at which the clip was seen to fit while at the next finer one it was not; 52 if it fits at none. */
    private int leastFitting() {
        int tooFine = -1;
        int fitting = COARSEST + 1;
        int qp = FIRST;
        for (int trials = 1; fitting - tooFine > 1; trials++) {
            long bytes = measure(qp);
            if (bytes <= budget) {
                fitting = qp;
            } else {
                tooFine = qp;
            }
            int next = trials > GUESSES ? (tooFine + fitting) / 2 : guess(qp, bytes);
            qp = Math.max(tooFine + 1, Math.min(fitting - 1, next));
        }
        return fitting;
    }

    private int guess(int qp, long bytes) {
        double ratio = (double) bytes / Math.max(1, budget);
        return (int) Math.round(qp + HALVING * Math.log(ratio) / Math.log(2));
    }

    private long measure(int qp) {
        long[] bytes = trial.bytes(0, groups, FineQp.of(qp));
        measured.put(qp, bytes);
        return Arrays.stream(bytes).sum();
    }

    private void fill(List<FineQp> quantisers, int fitting) {
        long[] coarse = measured.get(fitting);
        long[] fine = measured.get(fitting - 1);
        long left = budget - Arrays.stream(coarse).sum();
        int waiting = -1;
        for (int group = 0; group < groups; group++) {
            long more = fine[group] - coarse[group];
            if (more <= left) {
                quantisers.set(group, FineQp.of(fitting - 1));
                left -= more;
            } else if (waiting < 0) {
                waiting = group;
            }
        }
        if (waiting >= 0 && left > budget / WORTHWHILE) {
            quantisers.set(waiting, between(waiting, fitting, coarse[waiting] + left));
        }
    }

    /** The finest eighth up to a QP that fits, at which a group takes at most so many bytes. */
    private FineQp between(int group, int fitting, long most) {
        int fits = FineQp.of(fitting).eighths();
        int tooFine = FineQp.of(fitting - 1).eighths();
        while (fits - tooFine > 1) {
            int middle = (fits + tooFine) / 2;
            if (trial.bytes(group, 1, new FineQp(middle))[0] <= most) {
                fits = middle;
            } else {
                tooFine = middle;
            }
        }
        return new FineQp(fits);
    }
}
