package dev.kinora.i2v;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kinora.contract.FailureException;
import org.junit.jupiter.api.Test;

class CheckpointPacingTest {
    private static final long MILLI = 1_000_000;
    private static final long MEGABYTE = 1_000_000;

    private final CheckpointPacing pacing = new CheckpointPacing(0.02);

    @Test
    void costsNoMoreThanItsShare() {
        measured(MEGABYTE, 10 * MILLI);
        assertFalse(pacing.isDue(MEGABYTE, 499 * MILLI));
        assertTrue(pacing.isDue(MEGABYTE, 500 * MILLI));
    }

    @Test
    void aSlowerStoreMakesThemRarer() {
        measured(MEGABYTE, 10 * MILLI);
        pacing.wrote(MEGABYTE, 1000 * MILLI);
        assertFalse(pacing.isDue(MEGABYTE, 49_999 * MILLI));
        assertTrue(pacing.isDue(MEGABYTE, 50_000 * MILLI));
    }

    @Test
    void aLargerOneIsTakenToCostMoreAndASmallerOneNotLess() {
        measured(MEGABYTE, 10 * MILLI);
        assertFalse(pacing.isDue(4 * MEGABYTE, 1999 * MILLI));
        assertTrue(pacing.isDue(4 * MEGABYTE, 2000 * MILLI));
        assertFalse(pacing.isDue(1000, 499 * MILLI));
    }

    /** The first of a process loads classes: by it, the next would wait too long. */
    @Test
    void theFirstIsNoMeasure() {
        assertTrue(pacing.isDue(MEGABYTE, 400 * MILLI));
        pacing.wrote(MEGABYTE, 300 * MILLI);
        assertTrue(pacing.isDue(MEGABYTE, 400 * MILLI));
        assertFalse(pacing.isDue(MEGABYTE, 300 * MILLI));
    }

    @Test
    void allOrNothing() {
        measured(MEGABYTE, 10 * MILLI);
        CheckpointPacing never = new CheckpointPacing(0);
        assertFalse(never.isDue(1, Long.MAX_VALUE));
        CheckpointPacing always = new CheckpointPacing(1);
        assertTrue(always.isDue(MEGABYTE, 0));
        for (double share : new double[] {-0.01, 1.01, Double.NaN}) {
            FailureException refused = assertThrows(FailureException.class, () -> new CheckpointPacing(share));
            assertEquals("kinora.i2v.checkpoint-share", refused.failure().field());
        }
    }

    private void measured(long bytes, long nanos) {
        pacing.wrote(1, 1);
        pacing.wrote(bytes, nanos);
    }
}
