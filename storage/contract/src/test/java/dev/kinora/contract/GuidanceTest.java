package dev.kinora.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class GuidanceTest {

    @Test
    void isOnAboveOne() {
        assertFalse(Guidance.linear(0, 1).enabled());
        assertTrue(Guidance.linear(1, 1.01).enabled());
        assertTrue(through(1.0, 1.2, 0.5).enabled());
        assertFalse(through(1.0, 0.5).enabled());
    }

    @Test
    void scalesHaveLimits() {
        refuses("guidance.min: found -1.0, expected a number from 0 to 30", () -> Guidance.linear(-1, 1));
        refuses("guidance.max: found 31.0, expected a number from 0 to 30", () -> Guidance.linear(1, 31));
        refuses("guidance.max: found NaN, expected a number from 0 to 30", () -> Guidance.linear(1, Double.NaN));
        refuses("guidance: found 3.0:1.0, expected min no larger than max", () -> Guidance.linear(3, 1));
        refuses("guidance.points[1]: found 31.0, expected a number from 0 to 30", () -> through(1.0, 31.0));
        refuses("guidance.points[0]: found NaN, expected a number from 0 to 30", () -> through(Double.NaN));
    }

    @Test
    void curvesAreThoseThereAre() {
        refuses(
                "guidance.curve: found square, expected linear | constant | triangle | cosine | points",
                () -> new Guidance(1, 3, "square", List.of(), null));
        assertEquals("linear", new Guidance(1, 3, null, null, null).curve());
    }

    @Test
    void pointsGoWithTheirCurve() {
        Guidance points = through(1.5, 3.0, 1.0);
        assertEquals(List.of(1.0, 3.0), List.of(points.min(), points.max()));
        refuses("guidance.points: found 0 points, expected 1 to 1024 of them", GuidanceTest::through);
        refuses(
                "guidance.points: found 1025 points, expected 1 to 1024 of them",
                () -> through(Collections.nCopies(1025, 1.0).toArray(Double[]::new)));
        refuses(
                "guidance.curve: found cosine beside points, expected points",
                () -> new Guidance(1, 3, "cosine", List.of(1.0), null));
    }

    @Test
    void anIntervalHasTwoEndsInOrder() {
        SigmaInterval interval = new SigmaInterval(10, 60);
        assertTrue(interval.contains(10) && interval.contains(60));
        assertFalse(interval.contains(9.99f) || interval.contains(60.01f));
        assertTrue(new SigmaInterval(0, 0.1).contains(0.1f), "0.1 is larger in float32");
        refuses("guidance.interval: found 60.0:10.0, expected low below high", () -> new SigmaInterval(60, 10));
        refuses("guidance.interval: found 10.0:10.0, expected low below high", () -> new SigmaInterval(10, 10));
        refuses(
                "guidance.interval.low: found -1.0, expected a number from 0 to 10000",
                () -> new SigmaInterval(-1, 10));
        refuses(
                "guidance.interval.high: found Infinity, expected a number from 0 to 10000",
                () -> new SigmaInterval(1, Double.POSITIVE_INFINITY));
    }

    private static Guidance through(Double... points) {
        return new Guidance(0, 0, "points", List.of(points), null);
    }

    private static void refuses(String message, Executable made) {
        assertEquals(message, assertThrows(FailureException.class, made).getMessage());
    }
}
