package dev.kinora.contract;

import java.util.List;

/**
 * How latents follow the falling noise.
 *
 * @param solver one of {@link #SOLVERS}
 * @param steps of the solver, 1 to 1000; 10 with {@code align-your-steps}
 * @param schedule one of {@link #SCHEDULES}, or {@link #CUSTOM} where {@code sigmas} are listed
 * @param sigmas {@code steps} + 1 noise levels as the job lists them, falling in float32, at most 10,000, only the last of
 *     them perhaps 0; empty if a schedule makes them
 * @param churn noise added before each step (Karras et al. 2022, S_churn), 0 to 1000; above 0 only for {@code euler} and
 *     {@code heun}
 */
public record Sampling(String solver, int steps, String schedule, List<Double> sigmas, double churn) {
    /** Solvers by name. */
    public static final List<String> SOLVERS =
            List.of("euler", "heun", "euler-ancestral", "dpmpp-2m", "dpmpp-3m", "unipc", "lms", "ddim");
    /** Schedules by name. */
    public static final List<String> SCHEDULES = List.of("karras", "exponential", "align-your-steps");
    /** The schedule's name where the job lists its noise levels. */
    public static final String CUSTOM = "custom";
    /** The steps of the published Align-Your-Steps list, which has no other length. */
    public static final int ALIGN_YOUR_STEPS = 10;

    private static final int MOST_STEPS = 1000;
    private static final List<String> CHURNED = List.of("euler", "heun");

    public Sampling {
        sigmas = sigmas == null ? List.of() : List.copyOf(sigmas);
        Check.oneOf("solver", solver, SOLVERS);
        if (sigmas.isEmpty()) {
            requireSchedule(schedule, steps);
        } else {
            requireFalling(sigmas);
            Check.that(CUSTOM.equals(schedule), "schedule", schedule, CUSTOM + " beside sigmas");
            Check.that(steps == sigmas.size() - 1, "steps", steps, "one less than there are sigmas");
        }
        Check.range("churn", churn, 0, 1000);
        boolean churns = churn == 0 || CHURNED.contains(solver);
        Check.that(
                churns, "churn", churn + " with " + solver, "0, or one of the solvers " + String.join(", ", CHURNED));
    }

    /** Euler's method on the schedule of Karras et al., without churn. */
    public static Sampling euler(int steps) {
        return new Sampling("euler", steps, "karras", List.of(), 0);
    }

    /**
     * A solver on listed noise levels.
     *
     * @throws FailureException BAD_INPUT, on {@code sigmas} or one of them, where they are no schedule
     */
    public static Sampling listed(String solver, List<Double> sigmas, double churn) {
        requireFalling(sigmas);
        return new Sampling(solver, sigmas.size() - 1, CUSTOM, sigmas, churn);
    }

    private static void requireSchedule(String schedule, int steps) {
        Check.oneOf("schedule", schedule, SCHEDULES);
        Check.range("steps", steps, 1, MOST_STEPS);
        boolean length = !schedule.equals("align-your-steps") || steps == ALIGN_YOUR_STEPS;
        Check.that(length, "steps", steps, ALIGN_YOUR_STEPS + " with align-your-steps");
    }

    /** In float32, as the engine computes: levels that differ only beyond it would divide by zero. */
    private static void requireFalling(List<Double> sigmas) {
        Check.that(
                sigmas.size() >= 2 && sigmas.size() <= MOST_STEPS + 1,
                "sigmas",
                sigmas.size() + " of them",
                "2 to " + (MOST_STEPS + 1) + " noise levels, the last usually 0");
        for (int i = 0; i < sigmas.size(); i++) {
            String field = "sigmas[" + i + "]";
            double sigma = sigmas.get(i);
            Check.range(field, sigma, 0, SigmaInterval.MOST);
            boolean falls = i == 0
                    ? (float) sigma > 0
                    : (float) sigma < sigmas.get(i - 1).floatValue();
            Check.that(
                    falls, field, sigma, i == 0 ? "a number above 0" : "less than " + sigmas.get(i - 1) + " before it");
        }
    }
}
