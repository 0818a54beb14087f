package dev.kinora.ingest.request;

import dev.kinora.contract.Guidance;
import dev.kinora.contract.SigmaInterval;
import java.util.List;

/** The field {@code guidance} of a request. */
final class GuidanceFields {
    private GuidanceFields() {}

    /** @param defaults of the model, for whatever the request leaves out */
    static Guidance guidance(Fields request, Guidance defaults) {
        return request.object("guidance", List.of("min", "max", "curve", "points", "interval"))
                .map(given -> given.has("points") ? through(given) : between(given, defaults))
                .orElse(defaults);
    }

    private static Guidance through(Fields given) {
        for (String end : List.of("min", "max")) {
            if (given.has(end)) {
                throw given.unexpected(end, "either min and max or points");
            }
        }
        String curve = given.text("curve").orElse("points");
        return new Guidance(0, 0, curve, given.numbers("points").orElseThrow(), interval(given));
    }

    private static Guidance between(Fields given, Guidance defaults) {
        return new Guidance(
                given.number("min", defaults.min()),
                given.number("max", defaults.max()),
                given.text("curve").orElse(defaults.curve()),
                List.of(),
                interval(given));
    }

    private static SigmaInterval interval(Fields guidance) {
        return guidance.object("interval", List.of("low", "high"))
                .map(ends -> new SigmaInterval(ends.number("low", 0), ends.number("high", SigmaInterval.MOST)))
                .orElse(null);
    }
}
