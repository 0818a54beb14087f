package dev.kinora.i2v;

import dev.kinora.engine.ProgressListener;
import dev.kinora.outcomes.Attempt;

/**
 * Books the time of each activity on the attempt, and passes the news on.
 *
 * @param told of everything first
 */
record TimedProgress(ProgressListener told, Attempt attempt) implements ProgressListener {
    private static final String RESUME = "resume";

    @Override
    public void progress(String activity, int done, int total) {
        told.progress(activity, done, total);
        attempt.spent(activity);
    }

    /** What is there already took another worker's time; here it had to be looked for. */
    @Override
    public void resumed(String activity, int done, int total) {
        told.resumed(activity, done, total);
        attempt.spent(RESUME);
    }
}
