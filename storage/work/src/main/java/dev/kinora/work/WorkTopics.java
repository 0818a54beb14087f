package dev.kinora.work;

import dev.kinora.contract.Priority;
import dev.kinora.contract.Topics;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/**
 * The topics that a loop takes work from.
 *
 * @param urgencies topics of the same urgency together, the more urgent ones first
 */
public record WorkTopics(List<List<String>> urgencies) {
    public WorkTopics {
        urgencies = urgencies.stream().map(List::copyOf).toList();
    }

    /** Topics that are all of the same urgency. */
    public static WorkTopics of(List<String> topics) {
        return new WorkTopics(List.of(topics));
    }

    /** The work topics of these models, by priority. */
    public static WorkTopics ofModels(Collection<String> models) {
        return new WorkTopics(Stream.of(Priority.values())
                .map(priority -> models.stream()
                        .map(model -> Topics.jobs(model, priority))
                        .toList())
                .toList());
    }

    /** How many there are. */
    int count() {
        return urgencies.stream().mapToInt(List::size).sum();
    }
}
