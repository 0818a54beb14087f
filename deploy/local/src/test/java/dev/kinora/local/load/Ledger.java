package dev.kinora.local.load;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** What was promised with a 202, and what the events said became of it. For all threads. */
final class Ledger {
    static final String ACCEPTED = "JobAccepted";
    static final String REJECTED = "JobRejected";

    private static final Set<String> ENDS = Set.of("ClipPublished", "JobFailed", "JobCancelled", REJECTED);

    /** By the job's id. */
    private final Map<String, Boolean> promised = new ConcurrentHashMap<>();

    private final Map<String, Map<String, Integer>> told = new ConcurrentHashMap<>();

    /**
     * The service has taken a request.
     *
     * @param isGood whether a job may come of it; otherwise it has to be rejected
     */
    void promise(String id, boolean isGood) {
        promised.put(id, isGood);
    }

    /** An event was heard. */
    void hear(String id, String type) {
        told.computeIfAbsent(id, any -> new ConcurrentHashMap<>()).merge(type, 1, Integer::sum);
    }

    /** Jobs that were promised and have not ended. */
    long open() {
        return promised.keySet().stream().filter(id -> ends(id).isEmpty()).count();
    }

    long promised() {
        return promised.size();
    }

    /** Promised jobs that had an event of the type, however often. */
    long with(String type) {
        return count(id -> of(id).containsKey(type));
    }

    /** Promised jobs of which the events tell a beginning or an end more than once. */
    long repeated() {
        return count(id -> of(id).entrySet().stream()
                .anyMatch(event ->
                        event.getValue() > 1 && (event.getKey().equals(ACCEPTED) || ENDS.contains(event.getKey()))));
    }

    /** A line for each job that is lost, or ended in two ways, or in one that it may not. */
    List<String> faults() {
        List<String> faults = new ArrayList<>();
        promised.forEach((id, isGood) -> {
            Set<String> ends = ends(id);
            if (ends.size() != 1) {
                faults.add((ends.isEmpty() ? "lost: " : "doubled: ") + id + " " + of(id));
            } else if (ends.contains("JobFailed") || ends.contains(REJECTED) == isGood) {
                faults.add("ended wrongly: " + id + " " + of(id));
            }
        });
        return faults;
    }

    private long count(Predicate<String> is) {
        return promised.keySet().stream().filter(is).count();
    }

    private Set<String> ends(String id) {
        return of(id).keySet().stream().filter(ENDS::contains).collect(Collectors.toSet());
    }

    private Map<String, Integer> of(String id) {
        return told.getOrDefault(id, Map.of());
    }
}
