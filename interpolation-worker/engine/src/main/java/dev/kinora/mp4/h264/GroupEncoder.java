package dev.kinora.mp4.h264;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Codes a group of pictures by the cadence that suits it. A strip of the first pictures is coded by both, and the one that
 * costs less codes the group; pictures that are each predicted from the one before soon cost the same, so that a few of them
 * tell what all would. For one thread at a time.
 */
final class GroupEncoder {
    /** Up to the second reference picture of the slow cadence, so that it has shown what it is worth. */
    private static final int TRIAL = 9;
    /** So many of these, the key picture among them, are coded by the cadence that predicts each from the one before. */
    private static final int SAMPLE = 6;

    private final Strip strip;
    private final GopEncoder encoder;
    private final GopEncoder trial;
    /** None before the cadence is known. */
    private final List<ByteBuffer> units = new ArrayList<>();
    /** Pictures before the cadence is known. */
    private final List<Yuv420> first = new ArrayList<>();

    private int group;
    private FineQp qp;

    GroupEncoder(StreamFormat format) {
        strip = Strip.amid(format);
        encoder = new GopEncoder(format);
        trial = new GopEncoder(strip.format());
    }

    /** The next picture begins this group, counted from 0, to be coded at a QP. */
    void begin(int group, FineQp qp) {
        this.group = group;
        this.qp = qp;
        units.clear();
        first.clear();
    }

    void add(Yuv420 picture) {
        if (!units.isEmpty()) {
            units.add(encoder.encode(picture));
            return;
        }
        first.add(picture);
        if (first.size() == TRIAL) {
            decide();
        }
    }

    /** Codes the pictures so far by the cadence by which their strips cost less. */
    private void decide() {
        List<Yuv420> strips = first.stream().map(strip::of).toList();
        Cadence cadence = everyCost(strips) <= cost(Cadence.EIGHTH, strips) ? Cadence.EVERY : Cadence.EIGHTH;
        encoder.begin(group, qp, cadence);
        first.forEach(picture -> units.add(encoder.encode(picture)));
        first.clear();
    }

    /** Extrapolated from the last of the sample. */
    private double everyCost(List<Yuv420> strips) {
        int sample = Math.min(strips.size(), SAMPLE);
        double before = cost(Cadence.EVERY, strips.subList(0, sample - 1));
        trial.encode(strips.get(sample - 1));
        return trial.cost() + (trial.cost() - before) * (strips.size() - sample);
    }

    private double cost(Cadence cadence, List<Yuv420> pictures) {
        trial.begin(group, qp, cadence);
        pictures.forEach(trial::encode);
        return trial.cost();
    }

    /** The group's units, each with four bytes of length in front, in the order they came. */
    List<ByteBuffer> finish() {
        if (!first.isEmpty()) {
            decide();
        }
        return List.copyOf(units);
    }
}
