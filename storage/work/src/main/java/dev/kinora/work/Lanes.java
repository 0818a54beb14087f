package dev.kinora.work;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;

/**
 * The lanes of a loop, one for each topic, the most urgent first. After some urgent records in a row the others are asked first, so that a stream
 * of urgent work cannot starve them. Only the loop's thread may use it.
 */
final class Lanes implements AutoCloseable {
    /** What all lanes together are waited for in turn while nothing comes; with one lane there is nothing to turn to. */
    private static final int ROUND_MILLIS = 100;

    private static final int SHORTEST_TURN_MILLIS = 5;
    private static final Duration ONLY_TURN = Duration.ofMillis(500);
    /** Urgent records in a row before the others are asked first. */
    private static final int MOST_IN_A_ROW = 4;

    private final List<List<Lane>> urgencies;
    private final List<Lane> lanes;
    private final Duration turn;
    private int urgentInARow;
    private int taken;
    private Lane busy;

    /** @param urgencies lanes of the same urgency together, the most urgent first */
    Lanes(List<List<Lane>> urgencies) {
        this.urgencies = urgencies.stream().map(List::copyOf).toList();
        this.lanes = urgencies.stream().flatMap(List::stream).toList();
        this.turn = lanes.size() == 1
                ? ONLY_TURN
                : Duration.ofMillis(Math.max(SHORTEST_TURN_MILLIS, ROUND_MILLIS / Math.max(1, lanes.size())));
    }

    /** The record to work on now, if one comes soon. */
    Optional<LeasedRecord> next() {
        for (Lane lane : order()) {
            Optional<LeasedRecord> found = lane.next(turn);
            if (found.isPresent()) {
                busy = lane;
                taken++;
                urgentInARow = isUrgent(lane) ? urgentInARow + 1 : 0;
                return found;
            }
            if (!isUrgent(lane)) {
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

    /** Of any of the clients: they all speak with the same brokers. */
    Map<MetricName, ? extends Metric> metrics() {
        return lanes.isEmpty() ? Map.of() : lanes.get(0).consumer().metrics();
    }

    @Override
    public void close() {
        lanes.forEach(Lane::close);
    }

    private List<Lane> order() {
        List<List<Lane>> order = new ArrayList<>(urgencies);
        if (urgentInARow >= MOST_IN_A_ROW) {
            Collections.rotate(order, -1);
        }
        return order.stream().flatMap(this::inTurn).toList();
    }

    /** Lanes of one urgency are asked first in turn, so that none of them starves another. */
    private Stream<Lane> inTurn(List<Lane> equals) {
        List<Lane> turned = new ArrayList<>(equals);
        Collections.rotate(turned, -taken);
        return turned.stream();
    }

    private boolean isUrgent(Lane lane) {
        return urgencies.get(0).contains(lane);
    }
}
