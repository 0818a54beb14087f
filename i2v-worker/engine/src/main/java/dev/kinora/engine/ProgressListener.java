package dev.kinora.engine;

/** Told how far a job is, on the generating thread; what it throws ends the job. */
@FunctionalInterface
public interface ProgressListener {
    /** The still is encoded; one unit. */
    String ENCODE = "encode";
    /** A unit is a step of the solver. */
    String DENOISE = "denoise";
    /** A unit is a frame. */
    String DECODE = "decode";

    /**
     * @param activity {@link #ENCODE}, then {@link #DENOISE}, then {@link #DECODE}
     * @param done units finished, 1 to {@code total}
     */
    void progress(String activity, int done, int total);

    /**
     * As {@link #progress}, where the units up to {@code done} took no time here: an earlier run did them.
     */
    default void resumed(String activity, int done, int total) {
        progress(activity, done, total);
    }
}
