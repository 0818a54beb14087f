package dev.kinora.mp4.h264;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Codes a group of pictures by the cadence that suits it. The first pictures are coded by both, and the one that costs less
 * goes on; pictures that are each predicted from the one before soon cost the same, so that a few of them tell what all would.
 * For one thread at a time.
 */
final class GroupEncoder {
    /** Up to the second reference picture of the slow cadence, so that it has shown what it is worth. */
    private static final int TRIAL = 9;
    /** So many of these, the key picture among them, are coded by the cadence that predicts each from the one before. */
    private static final int SAMPLE = 6;

    private final GopEncoder every;
    private final GopEncoder eighth;
    private final List<ByteBuffer> everyUnits = new ArrayList<>();
    private final List<ByteBuffer> eighthUnits = new ArrayList<>();
    /** Those of the trial that {@link #every} has not coded. */
    private final List<Yuv420> waiting = new ArrayList<>();

    /** Of the last picture that {@link #every} has coded. */
    private double lastCost;

    private int pictures;
    /** What goes on after the trial. */
    private boolean isEvery;

    GroupEncoder(StreamFormat format) {
        every = new GopEncoder(format, Cadence.EVERY);
        eighth = new GopEncoder(format, Cadence.EIGHTH);
    }

    /** The next picture begins this group, counted from 0, to be coded at a QP. */
    void begin(int group, FineQp qp) {
        every.begin(group, qp);
        eighth.begin(group, qp);
        everyUnits.clear();
        eighthUnits.clear();
        waiting.clear();
        pictures = 0;
    }

    void add(Yuv420 picture) {
        pictures++;
        if (pictures > TRIAL) {
            (isEvery ? everyUnits : eighthUnits).add((isEvery ? every : eighth).encode(picture));
            return;
        }
        eighthUnits.add(eighth.encode(picture));
        if (pictures <= SAMPLE) {
            double before = every.cost();
            everyUnits.add(every.encode(picture));
            lastCost = every.cost() - before;
        } else {
            waiting.add(picture);
        }
        if (pictures == TRIAL) {
            decide();
        }
    }

    /** Chooses by what the pictures so far cost by either cadence. */
    private void decide() {
        isEvery = every.cost() + lastCost * waiting.size() <= eighth.cost();
        if (isEvery) {
            waiting.forEach(picture -> everyUnits.add(every.encode(picture)));
        }
        waiting.clear();
    }

    /** The group's units, each with four bytes of length in front, in the order they came. */
    List<ByteBuffer> finish() {
        if (pictures < TRIAL) {
            decide();
        }
        return List.copyOf(isEvery ? everyUnits : eighthUnits);
    }
}
