package dev.kinora.engine;

import dev.kinora.contract.JobParameters;
import dev.kinora.contract.ResolvedSampling;
import dev.kinora.contract.Sampling;
import dev.kinora.contract.SigmaInterval;
import dev.kinora.engine.guidance.GuidanceScales;
import dev.kinora.engine.schedule.NoiseRange;
import dev.kinora.engine.schedule.Schedule;
import dev.kinora.engine.solver.Solver;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** How a job will be sampled by a model: known before anything is computed, and so is what it will cost. Immutable. */
public final class SamplingPlan {
    private final Sampling sampling;
    private final Solver solver;
    private final float[] sigmas;
    private final float[] guidance;
    private final SigmaInterval interval;
    private final int frames;

    /** @throws dev.kinora.contract.FailureException BAD_INPUT where the model cannot follow the job's schedule */
    public SamplingPlan(JobParameters job, NoiseRange range) {
        sampling = job.sampling();
        solver = Solver.of(sampling);
        sigmas = Schedule.of(sampling, range).sigmas(sampling.steps());
        boolean guided = job.guidance().enabled();
        guidance = guided ? GuidanceScales.perFrame(job.guidance(), job.frames()) : new float[0];
        interval = job.guidance().interval();
        frames = job.frames();
    }

    Solver solver() {
        return solver;
    }

    /** All noise levels, falling. */
    float[] sigmas() {
        return sigmas.clone();
    }

    /** A scale for each frame; empty where guidance is off at every noise level. */
    float[] guidance() {
        return guidance.clone();
    }

    /** Whether the unconditional half is computed at a noise level, too. */
    boolean guidedAt(float sigma) {
        return guidance.length > 0 && (interval == null || interval.contains(sigma));
    }

    /** Steps of the solver. */
    public int steps() {
        return sampling.steps();
    }

    /** Evaluations of the network in the first so many steps. */
    public int evaluations(int stepsDone) {
        return evaluated(stepsDone).size();
    }

    /** What these cost: an evaluation under guidance counts twice, as both halves are computed. */
    public int passes(int stepsDone) {
        return evaluated(stepsDone).stream()
                .mapToInt(sigma -> guidedAt(sigma) ? 2 : 1)
                .sum();
    }

    /** The numbers to be told to whoever wants to know, or to do it again. */
    public ResolvedSampling resolved() {
        List<Float> scales = guidance.length > 0 ? list(guidance) : Collections.nCopies(frames, 1f);
        return new ResolvedSampling(
                sampling.solver(),
                sampling.schedule(),
                list(sigmas),
                sampling.churn(),
                evaluations(steps()),
                scales,
                guidance.length > 0 ? interval : null);
    }

    private List<Float> evaluated(int stepsDone) {
        List<Float> levels = new ArrayList<>();
        for (int step = 0; step < stepsDone; step++) {
            levels.addAll(list(solver.evaluations(sigmas, step)));
        }
        return levels;
    }

    private static List<Float> list(float[] values) {
        List<Float> list = new ArrayList<>();
        for (float value : values) {
            list.add(value);
        }
        return list;
    }
}
