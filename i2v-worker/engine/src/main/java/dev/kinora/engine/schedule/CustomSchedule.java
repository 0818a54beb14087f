package dev.kinora.engine.schedule;

import java.util.List;

/**
 * Noise levels as the job lists them, the last of them included (svd-spec 2.3); neither ends are changed to the model's.
 *
 * @param listed falling
 */
public record CustomSchedule(List<Double> listed) implements Schedule {
    public CustomSchedule {
        listed = List.copyOf(listed);
    }

    /** @throws IllegalArgumentException unless one more is listed than there are steps */
    @Override
    public float[] sigmas(int steps) {
        if (steps != listed.size() - 1) {
            throw new IllegalArgumentException(steps + " steps on " + listed.size() + " noise levels");
        }
        float[] sigmas = new float[listed.size()];
        for (int i = 0; i < sigmas.length; i++) {
            sigmas[i] = listed.get(i).floatValue();
        }
        return sigmas;
    }
}
