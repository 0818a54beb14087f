package dev.kinora.ingest.feed;

import dev.kinora.contract.FailureException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * How far somebody has heard {@code kinora.events}, in any process and after any restart.
 *
 * @param offsets of the last event of each partition, by the partition's number; −1, or none, where nothing was heard
 */
public record Position(List<Long> offsets) {
    /** Before everything. */
    public static final Position START = new Position(List.of());

    private static final long NOTHING = -1;
    private static final Pattern TEXT = Pattern.compile("(-1|\\d{1,18})(\\.(-1|\\d{1,18})){0,63}");

    public Position {
        offsets = List.copyOf(offsets);
    }

    /**
     * Reads what {@link #text} wrote.
     *
     * @param field named if it is not
     * @throws FailureException BAD_INPUT
     */
    public static Position parse(String field, String text) {
        if (!TEXT.matcher(text).matches()) {
            throw FailureException.badInput(field, text, "an id of an earlier event, as it came");
        }
        return new Position(Arrays.stream(text.split("\\.")).map(Long::valueOf).toList());
    }

    /** The id of an event: its offset, or of a topic of several partitions their offsets, joined by dots. */
    public String text() {
        return offsets.isEmpty()
                ? Long.toString(NOTHING)
                : offsets.stream().map(String::valueOf).collect(Collectors.joining("."));
    }

    /** Of the last event heard of a partition, or −1. */
    long last(int partition) {
        return partition < offsets.size() ? offsets.get(partition) : NOTHING;
    }

    /** After one more event. */
    Position with(int partition, long offset) {
        List<Long> next = new ArrayList<>(offsets);
        next.addAll(Collections.nCopies(Math.max(0, partition + 1 - next.size()), NOTHING));
        next.set(partition, offset);
        return new Position(next);
    }

    /** Whether everything was heard up to there. */
    boolean covers(Position other) {
        for (int partition = 0; partition < other.offsets.size(); partition++) {
            if (last(partition) < other.last(partition)) {
                return false;
            }
        }
        return true;
    }
}
