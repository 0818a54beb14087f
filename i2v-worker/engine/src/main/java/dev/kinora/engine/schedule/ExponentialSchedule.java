package dev.kinora.engine.schedule;

/** ln σ falls evenly from the model's largest level to its least, then 0 (svd-spec 2.6). */
public record ExponentialSchedule(NoiseRange range) implements Schedule {

    @Override
    public float[] sigmas(int steps) {
        float[] sigmas = new float[steps + 1];
        double from = StrictMath.log(range.sigmaMax());
        double to = StrictMath.log(range.sigmaMin());
        for (int i = 0; i < steps; i++) {
            double ramp = steps == 1 ? 0 : (double) i / (steps - 1);
            sigmas[i] = (float) StrictMath.exp(from + ramp * (to - from));
        }
        return sigmas;
    }
}
