package dev.kinora.engine;

import dev.kinora.engine.noise.SeededNoise;
import dev.kinora.engine.resume.RunIdentity;
import dev.kinora.engine.resume.RunState;
import dev.kinora.engine.resume.RunStates;
import dev.kinora.engine.solver.SolverState;
import java.util.Optional;

/** How one run goes on where another stood, and lets others do so. */
interface Resumption {
    /** From the beginning, and leaving nothing behind. */
    Resumption NONE = new Resumption() {
        @Override
        public Optional<SolverState> begin() {
            return Optional.empty();
        }

        @Override
        public void reached(SolverState state) {}
    };

    /** The state to begin from, if there is one; the noise then stands where it stood. */
    Optional<SolverState> begin();

    /** A step is done. */
    void reached(SolverState state);

    /**
     * Of a run with this noise.
     *
     * @param noise as it was before its first draw, or after what was drawn for the still
     */
    record Of(RunIdentity run, RunStates states, SeededNoise noise) implements Resumption {
        @Override
        public Optional<SolverState> begin() {
            return states.latest(run).map(state -> {
                noise.moveTo(state.noisePosition());
                return state.solver();
            });
        }

        @Override
        public void reached(SolverState state) {
            states.reached(new RunState(run, state, noise.position()));
        }
    }
}
