package dev.kinora.engine.schedule;

import dev.kinora.contract.FailureException;
import dev.kinora.contract.Sampling;

/** Which noise levels a clip passes through. A new one takes a file, its line here and its name in {@link Sampling}. */
public sealed interface Schedule permits AlignYourStepsSchedule, CustomSchedule, ExponentialSchedule, KarrasSchedule {

    /**
     * The schedule a job names, for a model.
     *
     * @throws FailureException BAD_INPUT on {@code schedule} if the model cannot follow it
     */
    static Schedule of(Sampling sampling, NoiseRange range) {
        return switch (sampling.schedule()) {
            case "karras" -> new KarrasSchedule(range);
            case "exponential" -> new ExponentialSchedule(range);
            case "align-your-steps" -> new AlignYourStepsSchedule(range);
            case Sampling.CUSTOM -> new CustomSchedule(sampling.sigmas());
            default -> throw new IllegalArgumentException("no schedule " + sampling.schedule());
        };
    }

    /**
     * Noise levels, falling; each in double and rounded once, as the reference does.
     *
     * @param steps at least 1
     * @return {@code steps} + 1 levels, the last 0 unless the job listed another
     */
    float[] sigmas(int steps);
}
