package dev.kinora.mp4;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kinora.contract.Encoding.Limit;
import dev.kinora.mp4.RateControl.Plan;
import dev.kinora.mp4.h264.FineQp;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The search alone, over groups whose bytes at a QP are made up. */
class RateControlTest {
    /** How many bytes a group takes. */
    private interface Content {
        long bytes(int group, FineQp qp);
    }

    private final List<String> trials = new ArrayList<>();

    private Plan plan(int groups, long budget, Content content) {
        return new RateControl(groups, budget, (first, count, qp) -> {
                    trials.add(first + "+" + count + " at " + qp.eighths());
                    return IntStream.range(first, first + count)
                            .mapToLong(group -> content.bytes(group, qp))
                            .toArray();
                })
                .plan();
    }

    private static long bytes(Plan plan, Content content) {
        return IntStream.range(0, plan.quantisers().size())
                .mapToLong(group -> content.bytes(group, plan.quantisers().get(group)))
                .sum();
    }

    /** Halves with every so many steps. */
    private static Content falling(double bytesAt30, double halving) {
        return (group, qp) -> (long) (bytesAt30 * (1 + group % 3) * Math.pow(2, (30 - qp.mean()) / halving));
    }

    @Test
    void whatFitsIsUsedUp() {
        Random random = new Random(5);
        for (int i = 0; i < 300; i++) {
            Content content = falling(2_000 + random.nextInt(100_000), 3 + 6 * random.nextDouble());
            int groups = 1 + random.nextInt(12);
            long budget = (long) (bytes(even(groups, 3 + random.nextInt(45)), content) * (0.8 + random.nextDouble()));
            Plan plan = plan(groups, budget, content);
            long bytes = bytes(plan, content);
            assertTrue(bytes <= budget, i + ": " + bytes + " of " + budget);
            if (plan.limit() == Limit.REACHED) {
                assertTrue(bytes >= 0.96 * budget, i + ": " + bytes + " of " + budget + " in " + groups + " groups");
            }
        }
    }

    @Test
    void groupsAreNeighboursInQuality() {
        List<FineQp> quantisers = plan(7, 1_000_000, falling(50_000, 6)).quantisers();
        int spread = Collections.max(quantisers).eighths()
                - Collections.min(quantisers).eighths();
        assertTrue(spread <= 8, quantisers.toString());
    }

    @Test
    void whereNothingIsFineEnoughItIsSaid() {
        assertEquals(even(4, 0, Limit.FINEST), plan(4, Long.MAX_VALUE, falling(50_000, 6)));
    }

    @Test
    void whereNothingIsCoarseEnoughItIsSaid() {
        assertEquals(even(4, 51, Limit.EXCEEDED), plan(4, 100, falling(50_000, 6)));
        assertEquals(even(1, 51, Limit.EXCEEDED), plan(1, -300, falling(50_000, 6)));
    }

    @Test
    void theWholeClipIsCodedAFewTimesOnly() {
        Random random = new Random(8);
        for (int i = 0; i < 300; i++) {
            trials.clear();
            Content content = falling(2_000 + random.nextInt(100_000), 1 + 20 * random.nextDouble());
            plan(5, 1_000 + random.nextInt(10_000_000), content);
            assertTrue(trials.stream().filter(trial -> trial.startsWith("0+5")).count() <= 9, trials.toString());
        }
    }

    /** A group that becomes longer at a coarser QP, as small ones may. */
    @Test
    void bytesNeedNotFallWithEveryStep() {
        Random random = new Random(3);
        for (int i = 0; i < 300; i++) {
            long[] bytes = IntStream.range(0, 52 * 8)
                    .mapToLong(eighth ->
                            (long) (100_000 * Math.pow(2, -eighth / 48.0) * (0.9 + 0.2 * random.nextDouble())))
                    .toArray();
            Content content = (group, qp) -> bytes[qp.eighths()];
            long budget = 3 * (1_000 + random.nextInt(60_000));
            Plan plan = plan(3, budget, content);
            assertTrue(bytes(plan, content) <= budget || plan.limit() == Limit.EXCEEDED, "clip " + i);
        }
    }

    private static Plan even(int groups, int qp) {
        return even(groups, qp, Limit.REACHED);
    }

    private static Plan even(int groups, int qp, Limit limit) {
        return new Plan(Collections.nCopies(groups, FineQp.of(qp)), limit);
    }
}
