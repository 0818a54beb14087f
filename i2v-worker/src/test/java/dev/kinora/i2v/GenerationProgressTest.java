package dev.kinora.i2v;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kinora.contract.Guidance;
import dev.kinora.contract.Interpolation;
import dev.kinora.contract.InterpolationMethod;
import dev.kinora.contract.Job;
import dev.kinora.contract.JobParameters;
import dev.kinora.contract.JobProgress;
import dev.kinora.contract.JobProgress.Evaluations;
import dev.kinora.contract.JobTerms;
import dev.kinora.contract.ObjectRef;
import dev.kinora.contract.Sampling;
import dev.kinora.contract.SigmaInterval;
import dev.kinora.engine.ProgressListener;
import dev.kinora.engine.SamplingPlan;
import dev.kinora.engine.schedule.NoiseRange;
import dev.kinora.testbed.SmallJobs;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

class GenerationProgressTest {
    private static final double TINY = 1e-9;

    private final List<JobProgress> told = new ArrayList<>();
    private final Pace pace = new Pace();
    private long nowNanos;
    private CompletionStage<Void> answer = CompletableFuture.completedFuture(null);

    @Test
    void nothingIsKnownBeforeTheFirstStep() {
        GenerationProgress progress = progress(64);
        after(progress, 3, ProgressListener.ENCODE, 1, 1);
        assertTrue(last().etaSeconds() < 0);
    }

    @Test
    void theFirstStepTellsTheRestOfTheSteps() {
        GenerationProgress progress = progress(64);
        after(progress, 3, ProgressListener.ENCODE, 1, 1);
        after(progress, 2, ProgressListener.DENOISE, 1, 4);
        double assumedDecode = last().etaSeconds() - 3 * 2;
        assertTrue(assumedDecode > 0, "decoding takes time, too");
        after(progress, 2, ProgressListener.DENOISE, 2, 4);
        assertEquals(2 * 2 + assumedDecode, last().etaSeconds(), TINY);
    }

    @Test
    void theFirstChunkTellsTheRestOfTheFrames() {
        GenerationProgress progress = progress(64);
        after(progress, 2, ProgressListener.DENOISE, 4, 4);
        after(progress, 10, ProgressListener.DECODE, 4, 8);
        after(progress, 6, ProgressListener.DECODE, 6, 8);
        assertEquals(6, last().etaSeconds(), TINY);
        after(progress, 6, ProgressListener.DECODE, 8, 8);
        assertEquals(0, last().etaSeconds(), TINY);
    }

    @Test
    void theNextJobKnowsFromTheStartAndMindsItsSize() {
        GenerationProgress first = progress(64);
        after(first, 0, ProgressListener.ENCODE, 1, 1);
        after(first, 8, ProgressListener.DENOISE, 4, 4);
        after(first, 8, ProgressListener.DECODE, 8, 8);

        after(progress(128), 0, ProgressListener.ENCODE, 1, 1);
        assertEquals(4 * (4 * 2 + 8), last().etaSeconds(), TINY);
    }

    /** Steps and frames of an earlier run took no time here, nor did looking for them. */
    @Test
    void whatAnEarlierRunDidTeachesNothing() {
        GenerationProgress progress = progress(64);
        after(progress, 1, ProgressListener.ENCODE, 1, 1);
        resumed(progress, 5, ProgressListener.DENOISE, 2, 4);
        assertEquals(2, last().done());
        assertTrue(last().etaSeconds() < 0, "nothing was measured yet");
        after(progress, 3, ProgressListener.DENOISE, 3, 4);
        after(progress, 3, ProgressListener.DENOISE, 4, 4);
        resumed(progress, 5, ProgressListener.DECODE, 4, 8);
        after(progress, 4, ProgressListener.DECODE, 6, 8);
        assertEquals(4, last().etaSeconds(), TINY);
        after(progress(64), 0, ProgressListener.ENCODE, 1, 1);
        assertEquals(4 * 3 + 8 * 2, last().etaSeconds(), TINY);
    }

    /** Nothing is left to denoise, so its pace need not be known. */
    @Test
    void decodingAloneHasAnEstimate() {
        GenerationProgress progress = progress(64);
        resumed(progress, 1, ProgressListener.DENOISE, 4, 4);
        after(progress, 4, ProgressListener.DECODE, 4, 8);
        assertEquals(4, last().etaSeconds(), TINY);
    }

    @Test
    void aBusyBrokerIsNotPressed() {
        GenerationProgress progress = progress(64);
        CompletableFuture<Void> pending = new CompletableFuture<>();
        answer = pending;
        after(progress, 1, ProgressListener.DENOISE, 1, 4);
        after(progress, 1, ProgressListener.DENOISE, 2, 4);
        assertEquals(1, told.size());
        pending.completeExceptionally(new IllegalStateException("lost"));
        after(progress, 1, ProgressListener.DENOISE, 3, 4);
        assertEquals(3, last().done());
    }

    /** Heun asks twice a step but for the last, and guidance doubles what lies within its interval. */
    @Test
    void whatAStepCostsCounts() {
        Guidance atFirst = new Guidance(1, 2, "constant", List.of(), new SigmaInterval(50, 80));
        GenerationProgress progress = progress(64, Sampling.listed("heun", List.of(80.0, 60.0, 40.0, 0.0), 0), atFirst);
        after(progress, 0, ProgressListener.ENCODE, 1, 1);
        after(progress, 4, ProgressListener.DENOISE, 1, 3);
        assertEquals(new Evaluations(2, 5), last().evaluations());
        double decoding = last().etaSeconds() - 4; // 60 with guidance and 40 without, 40: as many passes as 80 and 60
        after(progress, 3, ProgressListener.DENOISE, 2, 3);
        assertEquals(1 + decoding, last().etaSeconds(), TINY);
        after(progress, 1, ProgressListener.DENOISE, 3, 3);
        assertEquals(new Evaluations(5, 5), last().evaluations());
        assertEquals(decoding, last().etaSeconds(), TINY);
    }

    /** A pass took 2 seconds, a frame's decoding 1: 7 windows of 5 frames, 8 passes and 5 decoded frames each. */
    @Test
    void interpolationIsPartOfTheEstimate() {
        GenerationProgress first = progress(64);
        after(first, 8, ProgressListener.DENOISE, 4, 4);
        after(first, 8, ProgressListener.DECODE, 8, 8);
        double window = 8 * 2 * 5 / 8.0 + 5;
        assertEquals(4 * 2 + 8 + 7 * window, atFirst(InterpolationMethod.DIFFUSION), TINY);
        assertEquals(4 * 2 + 8, atFirst(InterpolationMethod.CROSS_FADE), TINY);
    }

    private double atFirst(InterpolationMethod method) {
        Interpolation four = new Interpolation(4, method);
        after(progress(64, Sampling.euler(4), Guidance.linear(1, 1), four), 0, ProgressListener.ENCODE, 1, 1);
        return last().etaSeconds();
    }

    private GenerationProgress progress(int size) {
        return progress(size, Sampling.euler(4), Guidance.linear(1, 1));
    }

    private GenerationProgress progress(int size, Sampling sampling, Guidance guidance) {
        return progress(size, sampling, guidance, Interpolation.NONE);
    }

    private GenerationProgress progress(int size, Sampling sampling, Guidance guidance, Interpolation interpolation) {
        JobParameters parameters = SmallJobs.interpolated(
                SmallJobs.parameters(size, size, 8, sampling, guidance, List.of()), interpolation, 4);
        SamplingPlan plan = new SamplingPlan(parameters, new NoiseRange(8, 80, 7, true));
        Job job = new Job("job", "nano", new ObjectRef("still", 1, ""), parameters, JobTerms.DEFAULT, Map.of(), "");
        return new GenerationProgress(job, plan, pace, () -> nowNanos, message -> {
            told.add(message);
            return answer;
        });
    }

    private void after(GenerationProgress progress, long seconds, String activity, int done, int total) {
        nowNanos += seconds * 1_000_000_000L;
        progress.progress(activity, done, total);
    }

    private void resumed(GenerationProgress progress, long seconds, String activity, int done, int total) {
        nowNanos += seconds * 1_000_000_000L;
        progress.resumed(activity, done, total);
    }

    private JobProgress last() {
        return told.get(told.size() - 1);
    }
}
