package dev.kinora.engine.solver;

import dev.kinora.inference.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * Where a run stands between two steps. With the position of the noise generator this is all of it: a run that goes on from
 * here ends with the same bytes.
 *
 * @param step the next one, 0-based
 * @param latents [frames, channels, h, w] at that step's noise level
 * @param history what the solver remembers of earlier steps, newest first, each of the latents' shape; which tensors these
 *     are is the solver's affair
 */
public record SolverState(int step, Tensor latents, List<Tensor> history) {
    public SolverState {
        history = List.copyOf(history);
    }

    /** Before the first step. */
    public static SolverState first(Tensor latents) {
        return new SolverState(0, latents, List.of());
    }

    /** A step later, with nothing to remember. */
    SolverState next(Tensor newLatents) {
        return new SolverState(step + 1, newLatents, List.of());
    }

    /** A step later, remembering the newest few. */
    SolverState next(Tensor newLatents, List<Tensor> newestFirst, int most) {
        return new SolverState(step + 1, newLatents, newestFirst.subList(0, Math.min(most, newestFirst.size())));
    }

    /** The history behind a newer tensor. */
    List<Tensor> historyAfter(Tensor newest) {
        List<Tensor> all = new ArrayList<>(List.of(newest));
        all.addAll(history);
        return all;
    }
}
