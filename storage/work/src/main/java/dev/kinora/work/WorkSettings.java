package dev.kinora.work;

import dev.kinora.contract.FailureException;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Reads {@code kinora.work.*}: what an operator may want to change of {@link WorkPolicy#DEFAULT}. */
public final class WorkSettings {
    private static final String PREFIX = "kinora.work.";
    private static final String DEPENDENCY_LONGEST = PREFIX + "dependency-longest-wait";
    private static final String RETRY_FIRST = PREFIX + "retry-first-delay";
    private static final String RETRY_FACTOR = PREFIX + "retry-factor";
    private static final String RETRY_LONGEST = PREFIX + "retry-longest-delay";
    private static final String FAILURES = PREFIX + "most-failures";
    private static final String DELIVERIES = PREFIX + "most-deliveries";
    private static final String GRACE = PREFIX + "grace";
    private static final List<String> KNOWN =
            List.of(DEPENDENCY_LONGEST, RETRY_FIRST, RETRY_FACTOR, RETRY_LONGEST, FAILURES, DELIVERIES, GRACE);
    private static final Pattern SHORT_FORM = Pattern.compile("\\d+(\\.\\d+)?[smhSMH]");

    private final Function<String, Optional<String>> lookup;

    private WorkSettings(Function<String, Optional<String>> lookup) {
        this.lookup = lookup;
    }

    /**
     * Picks the settings of work out of a configuration.
     *
     * @param lookup value of a setting
     * @param names of all settings there are; others than {@code kinora.work.*} are passed over
     * @throws FailureException BAD_INPUT naming the key that is unknown or whose value is none
     */
    public static WorkPolicy read(Function<String, Optional<String>> lookup, Iterable<String> names) {
        for (String name : names) {
            if (name.startsWith(PREFIX) && KNOWN.stream().noneMatch(known -> isSpelt(known, name))) {
                throw FailureException.badInput(name, "an unknown setting", "one of " + String.join(", ", KNOWN));
            }
        }
        return new WorkSettings(lookup).policy();
    }

    /** An environment variable has neither dots nor dashes, and its name comes back with dots for both. */
    private static boolean isSpelt(String known, String name) {
        return known.equals(name) || known.replace('-', '.').equals(name);
    }

    private WorkPolicy policy() {
        WorkPolicy usual = WorkPolicy.DEFAULT;
        Duration longestWait = time(DEPENDENCY_LONGEST, usual.dependency().longest());
        Duration firstWait = usual.dependency().first();
        GrowingDelay dependency = new GrowingDelay(
                longestWait.compareTo(firstWait) < 0 ? longestWait : firstWait,
                usual.dependency().factor(),
                longestWait,
                usual.dependency().jitter());
        return new WorkPolicy(
                dependency,
                retry(usual.retry()),
                count(FAILURES, usual.mostFailures()),
                count(DELIVERIES, usual.mostDeliveries()),
                time(GRACE, usual.grace()));
    }

    private GrowingDelay retry(GrowingDelay usual) {
        Duration first = time(RETRY_FIRST, usual.first());
        Duration longest = time(RETRY_LONGEST, usual.longest());
        if (longest.compareTo(first) < 0) {
            throw FailureException.badInput(RETRY_LONGEST, longest, "at least " + RETRY_FIRST + ", " + first);
        }
        return new GrowingDelay(first, factor(usual.factor()), longest, usual.jitter());
    }

    private double factor(double usual) {
        return value(RETRY_FACTOR, "a number of at least 1", Double::valueOf, factor -> factor >= 1)
                .orElse(usual);
    }

    private int count(String name, int usual) {
        return value(name, "a whole number of at least 1", Integer::valueOf, count -> count >= 1)
                .orElse(usual);
    }

    private Duration time(String name, Duration usual) {
        return value(
                        name,
                        "a time above 0 such as 500ms, 30s, 5m or PT30S",
                        WorkSettings::duration,
                        t -> t.toMillis() > 0)
                .orElse(usual);
    }

    private <T> Optional<T> value(String name, String expected, Function<String, T> form, Predicate<T> legal) {
        return lookup.apply(name).map(text -> {
            try {
                T value = form.apply(text.strip());
                if (legal.test(value)) {
                    return value;
                }
            } catch (NumberFormatException | DateTimeParseException malformed) {
                // told below
            }
            throw FailureException.badInput(name, text, expected);
        });
    }

    private static Duration duration(String text) {
        if (text.endsWith("ms")) {
            return Duration.ofMillis(Long.parseLong(text.substring(0, text.length() - 2)));
        }
        return Duration.parse(SHORT_FORM.matcher(text).matches() ? "PT" + text.toUpperCase(Locale.ROOT) : text);
    }
}
