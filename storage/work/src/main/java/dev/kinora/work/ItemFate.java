package dev.kinora.work;

import dev.kinora.contract.Failure;
import dev.kinora.contract.FailureException;
import dev.kinora.contract.FailureKind.Fate;
import dev.kinora.contract.StageTask;
import java.time.Duration;
import java.util.Optional;
import org.apache.kafka.clients.consumer.AcknowledgeType;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jboss.logging.Logger;

/**
 * Decides what becomes of one record, by working on it. Runs on a thread of its own while the loop's thread renews the lock,
 * so that every wait in here keeps the record.
 */
final class ItemFate {
    private static final Logger LOG = Logger.getLogger(ItemFate.class);
    private static final MessageCodec CODEC = new MessageCodec();

    private final Worker worker;
    private final ConsumerRecord<byte[], byte[]> record;
    private final RecordLease lease;
    private final int mostDeliveries;

    ItemFate(Worker worker, ConsumerRecord<byte[], byte[]> record, RecordLease lease, int mostDeliveries) {
        this.worker = worker;
        this.record = record;
        this.lease = lease;
        this.mostDeliveries = mostDeliveries;
    }

    /** ACCEPT once a result, a failure or a dead letter is safe with the broker; RELEASE for another try. */
    AcknowledgeType decide() {
        WorkItem item;
        try {
            item = item(); // 1 what is it?
        } catch (FailureException unreadable) {
            return finish(() -> worker.deadLetters().send(record, "", unreadable.failure()));
        }
        if (item.attempt() >= mostDeliveries) { // 2 before anything touches it: it may be what killed other workers
            return giveUp(item, Failures.deliveredTooOften(item.attempt()));
        }
        Optional<Failure> failure = patiently(() -> worker.handler().handle(item)); // 3 the work
        if (!lease.isHeld()) {
            return AcknowledgeType.RELEASE; // a handler that was told to leave may say anything; none of it counts
        }
        return failure.isEmpty() ? succeeded(item) : failed(item, failure.get()); // 4 its fate
    }

    private AcknowledgeType succeeded(WorkItem item) {
        worker.failures().forget(item);
        return AcknowledgeType.ACCEPT;
    }

    private AcknowledgeType failed(WorkItem item, Failure failure) {
        return switch (failure.kind().fate()) {
            case FAIL -> tell(item, failure);
            case RETRY ->
                worker.failures().add(item) < worker.policy().mostFailures() ? giveBack() : giveUp(item, failure);
            case WAIT -> AcknowledgeType.RELEASE; // told to leave while it waited
        };
    }

    private AcknowledgeType tell(WorkItem item, Failure failure) {
        LOG.infof("job %s failed: %s", item.task().id(), failure.message());
        return finish(() -> worker.outcome().failed(item, failure));
    }

    /** The letter first: if telling fails, there is at least something to find. */
    private AcknowledgeType giveUp(WorkItem item, Failure failure) {
        LOG.errorf("job %s is given up: %s", item.task().id(), failure.message());
        return finish(() -> {
            worker.deadLetters().send(record, item.task().id(), failure);
            worker.outcome().failed(item, failure);
        });
    }

    private AcknowledgeType finish(Step step) {
        return patiently(step).isEmpty() ? AcknowledgeType.ACCEPT : giveBack();
    }

    /** A released record is delivered again at once, so the delay is here. */
    private AcknowledgeType giveBack() {
        pause(worker.policy().retryDelay());
        return AcknowledgeType.RELEASE;
    }

    /** Runs the step, again and again while a dependency is down; empty if it was done, otherwise why not. */
    private Optional<Failure> patiently(Step step) {
        for (int tries = 0; ; tries++) {
            try {
                step.run();
                return Optional.empty();
            } catch (Throwable problem) {
                Failure failure = Failures.of(problem);
                if (failure.kind().fate() != Fate.WAIT) {
                    log(problem, failure);
                    return Optional.of(failure);
                }
                if (tries == 0) {
                    LOG.warnf("waiting, and keeping the job: %s", failure.message());
                }
                if (pause(worker.policy().waitAfter(tries))) {
                    return Optional.of(failure);
                }
            }
        }
    }

    /** Our own faults with all that is known of them; what comes of being told to leave is none. */
    private void log(Throwable problem, Failure failure) {
        boolean fault = failure.kind().fate() == Fate.RETRY && lease.isHeld();
        String place = record.topic() + "-" + record.partition() + " offset " + record.offset();
        LOG.logf(fault ? Logger.Level.ERROR : Logger.Level.DEBUG, problem, "%s: %s", place, failure.message());
    }

    /** Waits; true if the lease ended meanwhile. */
    private boolean pause(Duration wait) {
        try {
            return lease.endsWithin(wait);
        } catch (InterruptedException told) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    private WorkItem item() {
        byte[] body = record.value() == null ? new byte[0] : record.value();
        return new WorkItem(
                CODEC.read(body, StageTask.class),
                record.topic(),
                record.partition(),
                record.offset(),
                LeasedRecord.deliveries(record),
                MessageHeaders.read(record.headers()),
                lease);
    }

    /** Anything that can fail. */
    private interface Step {
        void run() throws Exception;
    }
}
