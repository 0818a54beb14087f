package dev.kinora.contract;

/**
 * How far a stage has come, on {@code kinora.progress}.
 *
 * @param id of the job
 * @param stage {@code i2v}, {@code interpolation} or {@code storage}
 * @param activity what is being done, e.g. {@code denoise}, {@code decode}, {@code encode}
 * @param done units finished
 * @param total units in all
 * @param evaluations of the network; null where the activity asks no network step by step
 * @param etaSeconds estimate to the end of the stage; negative if unknown
 */
public record JobProgress(
        String id, String stage, String activity, int done, int total, Evaluations evaluations, double etaSeconds) {

    /**
     * A step of some solvers takes more than one evaluation of the network, which is what takes the time.
     *
     * @param done finished
     * @param total in all
     */
    public record Evaluations(int done, int total) {}
}
