package dev.kinora.work;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;

/**
 * The lanes of a loop, the most urgent first. After some urgent records in a row the others are asked first, so that a stream
 * of urgent work cannot starve them. Only the loop's thread may use it.
 */
final class Lanes implements AutoCloseable {
    /** How long each lane is waited for in turn while nothing comes; with one lane there is nothing to turn to. */
    private static final Duration TURN = Duration.ofMillis(50);

    private static final Duration ONLY_TURN = Duration.ofMillis(500);
    /** Urgent records in a row before the others are asked first. */
    private static final int MOST_IN_A_ROW = 4;

    private final List<Lane> lanes;
    private int urgentInARow;
    private Lane busy;

    Lanes(List<Lane> lanes) {
        this.lanes = List.copyOf(lanes);
    }

    /** The record to work on now, if one comes soon. */
    Optional<LeasedRecord> next() {
        for (Lane lane : order()) {
            Optional<LeasedRecord> found = lane.next(lanes.size() == 1 ? ONLY_TURN : TURN);
            if (found.isPresent()) {
                busy = lane;
                urgentInARow = lane == lanes.get(0) ? urgentInARow + 1 : 0;
                return found;
            }
            if (lane != lanes.get(0)) {
                urgentInARow = 0; // nobody waits there
            }
        }
        return Optional.empty();
    }

    /** While a record is worked on: keeps what comes in the other lanes. */
    void keep() {
        lanes.stream().filter(lane -> lane != busy).forEach(Lane::keep);
    }

    /** The record worked on is settled. */
    void settled() {
        busy.settled();
    }

    Map<MetricName, ? extends Metric> metrics() {
        return lanes.get(0).consumer().metrics();
    }

    @Override
    public void close() {
        lanes.forEach(Lane::close);
    }

    private List<Lane> order() {
        if (urgentInARow < MOST_IN_A_ROW) {
            return lanes;
        }
        List<Lane> urgentLast = new ArrayList<>(lanes);
        Collections.rotate(urgentLast, -1);
        return urgentLast;
    }
}
