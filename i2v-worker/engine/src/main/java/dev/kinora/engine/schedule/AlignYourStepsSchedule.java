package dev.kinora.engine.schedule;

import dev.kinora.contract.FailureException;

/**
 * The ten steps that Sabour et al. 2024 ("Align Your Steps") found best for Stable Video Diffusion (svd-spec 2.3). They
 * begin at σ = 700: a model whose noise ends below was never shown such latents and is refused. Not implemented: other
 * numbers of steps, which the authors interpolate.
 */
public record AlignYourStepsSchedule(NoiseRange range) implements Schedule {
    private static final float[] SIGMAS = {
        700, 54.5f, 15.886f, 7.977f, 4.248f, 1.789f, 0.981f, 0.403f, 0.173f, 0.034f, 0
    };

    /** @throws FailureException BAD_INPUT on {@code schedule} if the list begins above the model's largest level */
    public AlignYourStepsSchedule {
        if (SIGMAS[0] > range.sigmaMax()) {
            throw FailureException.badInput(
                    "schedule",
                    "align-your-steps, which begins at sigma 700",
                    "one within this model's sigma_max of " + range.sigmaMax() + ": karras | exponential, or sigmas");
        }
    }

    /** @throws FailureException BAD_INPUT on {@code steps} unless they are ten */
    @Override
    public float[] sigmas(int steps) {
        if (steps != SIGMAS.length - 1) {
            throw FailureException.badInput("steps", steps, SIGMAS.length - 1 + " with align-your-steps");
        }
        return SIGMAS.clone();
    }
}
