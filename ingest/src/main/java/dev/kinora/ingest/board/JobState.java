package dev.kinora.ingest.board;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.kinora.contract.FailureException;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** Where a job stands. */
public enum JobState {
    /** The request lies on its topic and is not decided yet. */
    SUBMITTED,
    /** It waits for a worker. */
    ACCEPTED,
    /** A worker has begun. */
    RUNNING,
    /** The clip may be fetched. */
    PUBLISHED,
    /** It was given up. */
    FAILED,
    /** Nobody wants it any more. */
    CANCELLED,
    /** It never became a job. */
    REJECTED;

    /** The word used in answers and queries. */
    @JsonValue
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Reads the word.
     *
     * @throws FailureException BAD_INPUT on field {@code state}
     */
    public static JobState parse(String word) {
        return Arrays.stream(values())
                .filter(state -> state.word().equals(word))
                .findFirst()
                .orElseThrow(() -> FailureException.badInput(
                        "state",
                        word,
                        "one of " + Arrays.stream(values()).map(JobState::word).collect(Collectors.joining(", "))));
    }

    /** Whether nothing is being done any more. */
    public boolean isEnd() {
        return compareTo(PUBLISHED) >= 0;
    }

    /** Whether only the same end can follow. A failed job may be replayed, and a rejected request sent anew. */
    boolean isForGood() {
        return this == PUBLISHED || this == CANCELLED;
    }
}
