package dev.kinora.mp4.h264;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Codes a group of pictures by the cadence that suits it: its first pictures are coded by each, and the one that costs least
 * goes on. For one thread at a time.
 */
final class GroupEncoder {
    /** Up to the second reference picture of the slowest cadence, so that each has shown what it is worth. */
    private static final int TRIAL = 9;

    private final List<Candidate> candidates;
    private final List<Candidate> left = new ArrayList<>();
    private int pictures;

    private record Candidate(GopEncoder encoder, List<ByteBuffer> units) {}

    GroupEncoder(StreamFormat format) {
        candidates = Stream.of(Cadence.values())
                .map(cadence -> new Candidate(new GopEncoder(format, cadence), new ArrayList<>()))
                .toList();
    }

    /** The next picture begins this group, counted from 0, to be coded at a QP. */
    void begin(int group, FineQp qp) {
        pictures = 0;
        left.clear();
        left.addAll(candidates);
        for (Candidate candidate : candidates) {
            candidate.units.clear();
            candidate.encoder.begin(group, qp);
        }
    }

    void add(Yuv420 picture) {
        left.forEach(candidate -> candidate.units.add(candidate.encoder.encode(picture)));
        pictures++;
        if (pictures == TRIAL) {
            left.retainAll(List.of(cheapest()));
        }
    }

    /** The group's units, each with four bytes of length in front, in the order they came. */
    List<ByteBuffer> finish() {
        return List.copyOf(cheapest().units);
    }

    private Candidate cheapest() {
        Candidate cheapest = left.get(0);
        for (Candidate other : left) {
            cheapest = other.encoder.cost() < cheapest.encoder.cost() ? other : cheapest;
        }
        return cheapest;
    }
}
