package dev.kinora.work;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ShareConsumer;
import org.jboss.logging.Logger;

/**
 * One topic, and the consumer that fetches from it. Only the loop's thread may use it. A consumer of several topics would not
 * do: the broker deals a group's topics out among its members, so that a worker may get no record of one of them, ever.
 *
 * <p>A poll that finds nothing leaves a fetch under way, and that may bring a record after another lane's was taken: its lock
 * runs, and giving it back would count as a delivery. So it is looked for, held and renewed until this lane has its turn.
 */
final class Lane implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(Lane.class);
    private static final Duration GOODBYE = Duration.ofSeconds(2);
    /** By then a fetch that was under way when another lane's record came has ended. */
    private static final Duration FIRST_LOOK = Duration.ofMillis(300);
    /** A record found by a later poll than that may have been locked for some time. */
    private static final Duration FRESH = Duration.ofSeconds(1);
    /** Until the first fetch tells the broker's. */
    private static final int DEFAULT_LOCK_MILLIS = 30_000;

    private final Supplier<ShareConsumer<byte[], byte[]>> connection;
    private final Bell bell;
    private ShareConsumer<byte[], byte[]> consumer;
    private LeasedRecord held;
    private long lastPollNanos = System.nanoTime();
    private boolean looked;

    Lane(Supplier<ShareConsumer<byte[], byte[]>> connection, Bell bell) {
        this.connection = connection;
        this.bell = bell;
        this.consumer = connection.get();
    }

    /** The record to work on now: the one that is held, or what comes within that time. */
    Optional<LeasedRecord> next(Duration wait) {
        if (held == null) {
            poll(wait);
        }
        Optional<LeasedRecord> next = Optional.ofNullable(held);
        held = null;
        looked = false;
        return next;
    }

    /** While another lane's record is worked on: takes what an earlier fetch has brought, and keeps it. */
    void keep() {
        if (held != null) {
            if (held.isRenewalDue() && !held.renew()) {
                lose();
            }
        } else if (age() >= (looked ? lockMillis() / 3 : FIRST_LOOK.toMillis())) {
            looked = true;
            poll(Duration.ZERO);
        }
    }

    /** This lane's record is settled: nothing is under way. */
    void settled() {
        lastPollNanos = System.nanoTime();
    }

    ShareConsumer<byte[], byte[]> consumer() {
        return consumer;
    }

    /** Gives back what it holds, and leaves the group. */
    @Override
    public void close() {
        consumer.close(GOODBYE);
    }

    private void poll(Duration wait) {
        boolean stale = age() > FRESH.toMillis();
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(wait)) { // one at most
            held = new LeasedRecord(consumer, record, bell);
        }
        lastPollNanos = System.nanoTime();
        if (stale && held != null && !held.renew()) {
            lose();
        }
    }

    /** A client whose renewal was refused is not to be trusted. */
    private void lose() {
        LOG.warnf("lost the lease of %s, which waited for its turn", held);
        held = null;
        consumer.close(GOODBYE);
        consumer = connection.get();
    }

    private long age() {
        return Duration.ofNanos(System.nanoTime() - lastPollNanos).toMillis();
    }

    private int lockMillis() {
        return consumer.acquisitionLockTimeoutMs().orElse(DEFAULT_LOCK_MILLIS);
    }
}
