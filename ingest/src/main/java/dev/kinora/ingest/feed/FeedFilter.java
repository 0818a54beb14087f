package dev.kinora.ingest.feed;

import dev.kinora.contract.FailureException;
import dev.kinora.contract.JobEvent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * Which messages somebody wants.
 *
 * @param job their job's id, or null for every job
 * @param label of their job, {@code name} or {@code name=value}, or null for any
 * @param types of them; empty for all
 */
public record FeedFilter(String job, String label, Set<String> types) {
    private static final List<String> TYPES = known();

    public FeedFilter {
        types = Set.copyOf(types);
        for (String type : types) {
            if (!TYPES.contains(type)) {
                throw FailureException.badInput("type", type, "one of " + String.join(", ", TYPES));
            }
        }
    }

    /** Everything about one job. */
    public static FeedFilter ofJob(String id) {
        return new FeedFilter(id, null, Set.of());
    }

    boolean wants(FeedItem item) {
        return (job == null || job.equals(item.job()))
                && (types.isEmpty() || types.contains(item.type()))
                && (label == null || isLabelled(item));
    }

    private boolean isLabelled(FeedItem item) {
        int equals = label.indexOf('=');
        String name = equals < 0 ? label : label.substring(0, equals);
        String value = item.labels().get(name);
        return value != null && (equals < 0 || value.equals(label.substring(equals + 1)));
    }

    private static List<String> known() {
        List<String> names = new ArrayList<>();
        Arrays.stream(JobEvent.class.getPermittedSubclasses())
                .map(Class::getSimpleName)
                .forEach(names::add);
        names.add(FeedItem.PROGRESS);
        return List.copyOf(names);
    }
}
