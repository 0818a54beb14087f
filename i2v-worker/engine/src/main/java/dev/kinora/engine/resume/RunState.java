package dev.kinora.engine.resume;

import dev.kinora.engine.solver.SolverState;
import dev.kinora.inference.Tensor;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * All of a run between two steps: going on from here ends with the bytes of the run that was never interrupted. What steers the
 * network is left out; it follows from the still and costs less to compute than to keep.
 *
 * @param run whose state it is
 * @param solver next step, latents and what the solver remembers
 * @param noisePosition where the noise generator stands, see {@link dev.kinora.engine.noise.SeededNoise#position()}
 */
public record RunState(RunIdentity run, SolverState solver, long noisePosition) {

    /** Its numbers, in bytes. */
    public long bytes() {
        return Float.BYTES * tensors().values().stream().mapToLong(Tensor::size).sum();
    }

    /** By names that sort as they lie in a file. */
    SortedMap<String, Tensor> tensors() {
        SortedMap<String, Tensor> tensors = new TreeMap<>();
        tensors.put("latents", solver.latents());
        for (int age = 0; age < solver.history().size(); age++) {
            tensors.put(historyName(age), solver.history().get(age));
        }
        return tensors;
    }

    static String historyName(int age) {
        return "history.%04d".formatted(age);
    }
}
