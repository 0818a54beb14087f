package dev.kinora.local.load;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;

/** How often each status came of each deed. For all threads. */
final class Tally {
    private final Map<Deed, Map<Integer, LongAdder>> counts = new ConcurrentHashMap<>();

    /** @param status of the answer, or {@link Deed#CUT} */
    void count(Deed deed, int status) {
        counts.computeIfAbsent(deed, any -> new ConcurrentSkipListMap<>())
                .computeIfAbsent(status, any -> new LongAdder())
                .increment();
    }

    /** A line for each deed, as {@code submissions: 500 × 202, 12 × 429}. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        for (Deed deed : Deed.values()) {
            List<String> parts = new ArrayList<>();
            of(deed).forEach((status, count) -> parts.add(count + " × " + name(status)));
            lines.add(deed.words() + ": " + (parts.isEmpty() ? "none" : String.join(", ", parts)));
        }
        return lines;
    }

    /** A line for each status that should not have come. */
    List<String> faults() {
        List<String> faults = new ArrayList<>();
        for (Deed deed : Deed.values()) {
            of(deed).forEach((status, count) -> {
                if (!deed.expects(status)) {
                    faults.add(deed.words() + ": " + count + " × " + name(status));
                }
            });
        }
        return faults;
    }

    private Map<Integer, LongAdder> of(Deed deed) {
        return counts.getOrDefault(deed, Map.of());
    }

    private static String name(int status) {
        return status == Deed.CUT ? "cut" : Integer.toString(status);
    }
}
