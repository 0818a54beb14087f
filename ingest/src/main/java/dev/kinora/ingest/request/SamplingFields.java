package dev.kinora.ingest.request;

import dev.kinora.contract.Sampling;
import java.util.List;

/** The fields {@code solver}, {@code steps}, {@code schedule}, {@code sigmas} and {@code churn} of a request. */
final class SamplingFields {
    private SamplingFields() {}

    /** @param usualSteps of the model, where the request says nothing of steps */
    static Sampling sampling(Fields fields, int usualSteps) {
        String solver = fields.text("solver").orElse("euler");
        double churn = fields.number("churn", 0);
        return fields.numbers("sigmas")
                .map(sigmas -> listed(fields, solver, sigmas, churn))
                .orElseGet(() -> scheduled(fields, solver, churn, usualSteps));
    }

    private static Sampling listed(Fields fields, String solver, List<Double> sigmas, double churn) {
        for (String other : List.of("steps", "schedule")) {
            if (fields.has(other)) {
                throw fields.unexpected(other, "either " + other + " or sigmas");
            }
        }
        return Sampling.listed(solver, sigmas, churn);
    }

    private static Sampling scheduled(Fields fields, String solver, double churn, int usualSteps) {
        String schedule = fields.text("schedule").orElse("karras");
        int fallback = schedule.equals("align-your-steps") ? Sampling.ALIGN_YOUR_STEPS : usualSteps;
        return new Sampling(solver, fields.integer("steps", fallback), schedule, List.of(), churn);
    }
}
