package dev.kinora.engine.resume;

import java.util.Optional;

/** Where the states of interrupted runs come from and those of this one go to. Called on the generating thread. */
public interface RunStates {
    /** For runs that begin at the beginning and leave nothing behind. */
    RunStates NONE = new RunStates() {
        @Override
        public Optional<RunState> latest(RunIdentity run) {
            return Optional.empty();
        }

        @Override
        public void reached(RunState state) {}
    };

    /** The state to go on from, of exactly this run; empty to begin at the beginning. */
    Optional<RunState> latest(RunIdentity run);

    /**
     * A step is done. The state's tensors change no more, so another thread may keep them; what this throws ends the run.
     */
    void reached(RunState state);
}
