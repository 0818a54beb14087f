package dev.kinora.contract;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Where a job's sender wants its events posted to. As text it does not show the URL, which may be a secret.
 *
 * @param url {@code https}, on a list of hosts
 * @param events types of {@link JobEvent}, such as {@code ClipPublished}; those a job ends with if none are given
 */
public record Webhook(String url, List<String> events) {
    private static final List<String> TYPES = Stream.of(JobEvent.class.getPermittedSubclasses())
            .map(Class::getSimpleName)
            .toList();
    private static final List<String> FINAL = List.of("ClipPublished", "JobFailed", "JobCancelled", "JobRejected");

    public Webhook {
        Check.that(url != null, "webhook.url", "nothing", "a URL");
        events = events == null || events.isEmpty() ? FINAL : List.copyOf(events);
        events.forEach(event -> Check.oneOf("webhook.events", event, TYPES));
        Check.that(Set.copyOf(events).size() == events.size(), "webhook.events", "a doubled event", "each once");
    }

    /** Whether events of that kind are to be posted. */
    public boolean wants(JobEvent event) {
        return events.contains(event.getClass().getSimpleName());
    }

    @Override
    public String toString() {
        return "Webhook" + events;
    }
}
