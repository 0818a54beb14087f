package dev.kinora.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.kinora.contract.Guidance;
import dev.kinora.contract.ResolvedSampling;
import dev.kinora.contract.Sampling;
import dev.kinora.contract.SigmaInterval;
import dev.kinora.engine.schedule.NoiseRange;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a job will cost and what is told of it, before anything is computed. */
class SamplingPlanTest {
    private static final List<Double> SIGMAS = List.of(80.0, 40.0, 20.0, 8.0, 0.0);
    private static final SigmaInterval INTERVAL = new SigmaInterval(8, 40);

    @Test
    void eachStepCountsWhatItsSolverAsks() {
        assertEquals(4, plan("euler", 1).evaluations(4));
        SamplingPlan heun = plan("heun", 1);
        assertEquals(2, heun.evaluations(1));
        assertEquals(6, heun.evaluations(3));
        assertEquals(7, heun.evaluations(4), "the last step ends at 0");
    }

    /** Both ends of the interval count: 40, 20 and 8, but not 80. */
    @Test
    void guidanceCountsTwiceWhereItIsOn() {
        assertEquals(4, plan("euler", 1).passes(4));
        assertEquals(List.of(1, 3, 5, 7), passes(plan("euler", 2)));
        assertEquals(List.of(3, 7, 11, 13), passes(plan("heun", 2)), "80 40, 40 20, 20 8, 8");
    }

    @Test
    void everythingResolvedIsTold() {
        ResolvedSampling expected = new ResolvedSampling(
                "heun", "custom", List.of(80f, 40f, 20f, 8f, 0f), 0, 7, List.of(1f, 1.5f, 2f), INTERVAL);
        assertEquals(expected, plan("heun", 2).resolved());
    }

    @Test
    void guidanceThatIsOffIsToldAsOne() {
        ResolvedSampling off = new SamplingPlan(
                        new JobBuilder().frames(2).guidance(0, 1).build(), new NoiseRange(8, 80, 7, true))
                .resolved();
        assertEquals(List.of(1f, 1f), off.guidance());
        assertEquals("karras", off.schedule());
        assertEquals(List.of(80f, 8f), List.of(off.sigmas().get(0), off.sigmas().get(5)));
    }

    private static SamplingPlan plan(String solver, double max) {
        JobBuilder job = new JobBuilder()
                .frames(3)
                .sampling(Sampling.listed(solver, SIGMAS, 0))
                .guidance(new Guidance(1, max, "linear", List.of(), INTERVAL));
        return new SamplingPlan(job.build(), new NoiseRange(8, 80, 7, true));
    }

    private static List<Integer> passes(SamplingPlan plan) {
        return List.of(plan.passes(1), plan.passes(2), plan.passes(3), plan.passes(4));
    }
}
