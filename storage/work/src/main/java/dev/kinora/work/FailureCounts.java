package dev.kinora.work;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Failures of each item at this worker. A delivery is no failure: a record may come back because a worker died or was stopped.
 * Another worker counts for itself; what neither sees, the broker's delivery count bounds.
 */
final class FailureCounts {
    /** An item is rarely away for long; forgetting an old one only means that it is tried more often. */
    private static final int REMEMBERED = 1000;

    private final Map<String, Integer> counts = new LinkedHashMap<>();

    /** Counts one more and returns how many there are. */
    synchronized int add(WorkItem item) {
        String place = place(item);
        int count = counts.getOrDefault(place, 0) + 1;
        counts.remove(place);
        counts.put(place, count);
        if (counts.size() > REMEMBERED) {
            counts.remove(counts.keySet().iterator().next());
        }
        return count;
    }

    synchronized void forget(WorkItem item) {
        counts.remove(place(item));
    }

    private static String place(WorkItem item) {
        return item.topic() + "/" + item.partition() + "/" + item.offset();
    }
}
