package dev.kinora.ingest.feed;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The latest messages in the order in which they were heard, up to a number of bytes, and who waits for the next one. Each has
 * a number; numbers mean something in this process only, positions everywhere. Thread-safe.
 */
final class EventLog {
    /** No number yet: the first message after one's position is looked for. */
    static final long UNPLACED = -1;

    private final long capacityBytes;
    private final int capacityJobs;
    private final NavigableMap<Long, FeedItem> items = new TreeMap<>();
    private final Map<String, Span> jobs = new LinkedHashMap<>();
    private final Set<Runnable> waiting = new LinkedHashSet<>();
    private long bytes;
    private long nextNumber;
    private long round;
    /** Up to here events are not, or no longer, here. */
    private Position floor = Position.START;

    private Position heard = Position.START;

    /**
     * @param capacityBytes of messages that are held
     * @param capacityJobs whose first and last event's place is known
     */
    EventLog(long capacityBytes, int capacityJobs) {
        this.capacityBytes = capacityBytes;
        this.capacityJobs = capacityJobs;
    }

    /**
     * Where a job's events lie.
     *
     * @param before its first
     * @param partition of all
     * @param last its last one's offset
     */
    private record Span(Position before, int partition, long last) {}

    /**
     * Where a listener stands.
     *
     * @param number of the next message to look at
     * @param liveFrom the first number of which progress is told
     * @param position on the topic
     */
    record Place(long number, long liveFrom, Position position) {}

    /**
     * What comes next for a listener.
     *
     * @param place after that
     * @param item null if there is none yet
     * @param behind up to where the past has to be read first; null if nowhere
     */
    record Step(Place place, FeedItem item, Position behind) {}

    /** One more message. Nobody is woken yet: first the board has to know it, too. */
    synchronized void append(FeedItem item) {
        if (!item.isProgress()) {
            hear(item);
        }
        items.put(nextNumber++, item);
        bytes += item.json().length;
        while (bytes > capacityBytes && items.size() > 1) {
            FeedItem oldest = items.pollFirstEntry().getValue();
            bytes -= oldest.json().length;
            if (!oldest.isProgress()) {
                floor = floor.with(oldest.partition(), oldest.offset());
            }
        }
    }

    private void hear(FeedItem event) {
        int partition = event.partition();
        if (heard.last(partition) < 0) {
            floor = floor.with(partition, event.offset() - 1);
            heard = heard.with(partition, event.offset() - 1);
        }
        Span known = jobs.get(event.job());
        jobs.put(event.job(), new Span(known == null ? heard : known.before(), partition, event.offset()));
        heard = heard.with(partition, event.offset());
        if (jobs.size() > capacityJobs) {
            jobs.remove(jobs.keySet().iterator().next());
        }
    }

    /** All who wait look again. */
    void wake() {
        List<Runnable> woken;
        synchronized (this) {
            round++;
            woken = List.copyOf(waiting);
            waiting.clear();
        }
        woken.forEach(Runnable::run);
    }

    /** Grows with each waking: who looked elsewhere before it asked here knows whether that still holds. */
    synchronized long round() {
        return round;
    }

    /** Whether it still waited; if so it does no longer, and is not woken. */
    synchronized boolean claim(Runnable waiter) {
        return waiting.remove(waiter);
    }

    /** From a position on. */
    synchronized Place placeAfter(Position position) {
        return new Place(UNPLACED, nextNumber, position);
    }

    /** From now on. */
    synchronized Place live() {
        return new Place(nextNumber, nextNumber, heard);
    }

    /** From a job's first event on: where that is not known from the oldest of all. */
    synchronized Place beginOf(String job, boolean justSent) {
        Span known = jobs.get(job);
        return placeAfter(known != null ? known.before() : justSent ? heard : Position.START);
    }

    /** Whether nothing was said of the job after that position; empty if that is not known without reading. */
    synchronized Optional<Boolean> isLast(String job, Position position) {
        return Optional.ofNullable(jobs.get(job)).map(span -> position.last(span.partition()) >= span.last());
    }

    /** Whether every event up to there was heard here. */
    synchronized boolean hasHeard(Position position) {
        return heard.covers(position);
    }

    /** The next message that is wanted. */
    synchronized Step next(Place from, FeedFilter filter) {
        long first = items.isEmpty() ? nextNumber : items.firstKey();
        if (from.number() < first && !from.position().covers(floor)) {
            return new Step(from, null, floor);
        }
        Position position = from.position();
        for (Map.Entry<Long, FeedItem> entry : items.tailMap(from.number()).entrySet()) {
            FeedItem item = entry.getValue();
            boolean isNew = item.isProgress()
                    ? entry.getKey() >= from.liveFrom()
                    : item.offset() > position.last(item.partition());
            if (isNew && !item.isProgress()) {
                position = position.with(item.partition(), item.offset());
            }
            if (isNew && filter.wants(item)) {
                return new Step(new Place(entry.getKey() + 1, from.liveFrom(), position), item, null);
            }
        }
        return new Step(new Place(nextNumber, from.liveFrom(), position), null, null);
    }

    /** Has it run once, when all are woken next; false if they were woken since that round, so that it has to look again. */
    synchronized boolean await(Runnable waiter, long looked) {
        return looked == round && waiting.add(waiter);
    }
}
