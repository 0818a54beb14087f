package dev.kinora.engine.schedule;

/** Karras et al. 2022, eq. 5: σ^(1/ρ) falls evenly from the model's largest level to its least, then 0. */
public record KarrasSchedule(NoiseRange range) implements Schedule {

    @Override
    public float[] sigmas(int steps) {
        float[] sigmas = new float[steps + 1];
        double from = StrictMath.pow(range.sigmaMax(), 1 / range.rho());
        double to = StrictMath.pow(range.sigmaMin(), 1 / range.rho());
        for (int i = 0; i < steps; i++) {
            double ramp = steps == 1 ? 0 : (double) i / (steps - 1);
            sigmas[i] = (float) StrictMath.pow(from + ramp * (to - from), range.rho());
        }
        return sigmas;
    }
}
