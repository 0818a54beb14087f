package dev.kinora.contract;

import java.util.List;

/**
 * How a clip's frames were sampled, down to the numbers. The model decides some of them, so it is a worker that tells.
 *
 * @param solver by name
 * @param schedule by name; {@link Sampling#CUSTOM} if the job listed the noise levels
 * @param sigmas noise levels the latents passed through, one more than there were steps
 * @param churn noise added before each step
 * @param evaluations of the network, in all
 * @param guidance scale of each frame; 1 everywhere: guidance was off
 * @param guidanceInterval noise levels at which guidance was on; null: at all
 */
public record ResolvedSampling(
        String solver,
        String schedule,
        List<Float> sigmas,
        double churn,
        int evaluations,
        List<Float> guidance,
        SigmaInterval guidanceInterval) {

    public ResolvedSampling {
        sigmas = List.copyOf(sigmas);
        guidance = List.copyOf(guidance);
    }
}
