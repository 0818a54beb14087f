package dev.kinora.local.remote;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import dev.kinora.contract.Failure;
import dev.kinora.contract.JobProgress;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * A job as a server shows it; what a newer server adds is passed over.
 *
 * @param state {@code submitted}, {@code accepted}, {@code running}, or one of the ends
 * @param stage that began last, or gave it up; null before the first
 * @param model by name; null until it is accepted
 * @param labels the sender's own
 * @param created when it was first heard of; null of an old job
 * @param failure the last one; null if there was none
 * @param reason why it was cancelled; null if it was not
 * @param progress the last word of the stage at work; null if there is none
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record JobView(
        String id,
        String state,
        String stage,
        String model,
        Map<String, String> labels,
        Instant created,
        Failure failure,
        String reason,
        JobProgress progress) {
    private static final Set<String> ENDS = Set.of("published", "failed", "cancelled", "rejected");

    public JobView {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(state, "state");
        labels = labels == null ? Map.of() : Map.copyOf(labels);
    }

    /** Whether nothing is being done any more. */
    public boolean isEnd() {
        return ENDS.contains(state);
    }

    /** Whether the clip may be fetched. */
    public boolean isPublished() {
        return state.equals("published");
    }
}
