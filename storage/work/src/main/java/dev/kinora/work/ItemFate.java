package dev.kinora.work;

import dev.kinora.contract.Failure;
import dev.kinora.contract.FailureException;
import dev.kinora.contract.FailureKind.Fate;
import dev.kinora.contract.JobTerms;
import dev.kinora.contract.StageTask;
import java.time.Duration;
import java.time.Instant;
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
    private final ItemLease handlersLease;
    private final HandlerCall call = new HandlerCall();
    private final int mostDeliveries;
    private final int failuresBefore;
    private volatile StageTask task;
    private volatile Failure waitingFor;
    private long cancelNanos;

    ItemFate(Worker worker, ConsumerRecord<byte[], byte[]> record, RecordLease lease, int mostDeliveries) {
        this.worker = worker;
        this.record = record;
        this.lease = lease;
        this.handlersLease = new ItemLease(lease);
        this.mostDeliveries = mostDeliveries;
        this.failuresBefore = Retry.failures(record.headers());
    }

    /** The dependency that is waited for now, in words for a person. */
    Optional<String> missing() {
        return Optional.ofNullable(waitingFor).map(Failure::message);
    }

    /** ACCEPT once a result, a failure, a cancel or a dead letter is safe with the broker; RELEASE for another try. */
    AcknowledgeType decide() {
        WorkItem item;
        try {
            item = item(); // 1 what is it?
        } catch (FailureException unreadable) {
            return finish(() -> worker.deadLetters().send(record, "", Problem.of(unreadable), failuresBefore));
        }
        if (item.attempt() >= mostDeliveries) { // 2 before anything touches it: it may be what killed other workers
            return giveUp(item, new Problem(Failures.deliveredTooOften(item.attempt()), ""), failuresBefore);
        }
        task = item.task();
        Optional<Problem> problem = patiently(() -> work(item.heldBy(handlersLease)), handlersLease::endsWithin);
        if (!lease.isHeld()) {
            return AcknowledgeType.RELEASE; // a handler that was told to leave may say anything; none of it counts
        }
        if (handlersLease.reason().isPresent()) { // its fate
            return cancelled(item, handlersLease.reason().get());
        }
        return problem.isEmpty() ? AcknowledgeType.ACCEPT : failed(item, problem.get());
    }

    /**
     * For the loop's thread, every now and then: takes the item from its handler once nobody wants the job any more, and
     * interrupts a handler that does not leave.
     */
    void cancelIfUnwanted() {
        StageTask known = task;
        if (known == null || !lease.isHeld()) {
            return;
        }
        if (handlersLease.reason().isPresent()) {
            if (System.nanoTime() - cancelNanos > worker.policy().grace().toNanos()) {
                call.interrupt();
            }
            return;
        }
        unwanted(known).ifPresent(reason -> {
            cancelNanos = System.nanoTime();
            handlersLease.cancel(reason);
        });
    }

    /** The work itself, unless the job has ended, or is to end. */
    private void work(WorkItem item) throws Exception {
        if (worker.outcome().hasEnded(item)) { // 3 is there anything left to do?
            return;
        }
        Optional<String> reason = unwanted(item.task()); // 4 does anybody want it?
        if (reason.isPresent()) {
            handlersLease.cancel(reason.get());
        } else {
            call.run(worker.handler(), item); // 5 the work
        }
    }

    private Optional<String> unwanted(StageTask job) {
        return worker.control().reasonToEnd(job.id()).or(() -> JobTerms.overdue(job.deadline(), Instant.now()));
    }

    private AcknowledgeType cancelled(WorkItem item, String reason) {
        LOG.infof("job %s is cancelled: %s", item.task().id(), reason);
        return finish(() -> worker.outcome().cancelled(item, reason));
    }

    private AcknowledgeType failed(WorkItem item, Problem problem) {
        return switch (problem.failure().kind().fate()) {
            case FAIL -> tell(item, problem.failure());
            case RETRY ->
                failuresBefore + 1 < worker.policy().mostFailures()
                        ? tryLater()
                        : giveUp(item, problem, failuresBefore + 1);
            case WAIT -> AcknowledgeType.RELEASE; // told to leave while it waited
        };
    }

    private AcknowledgeType tell(WorkItem item, Failure failure) {
        LOG.infof("job %s failed: %s", item.task().id(), failure.message());
        return finish(() -> worker.outcome().failed(item, failure));
    }

    /** Leaves by another topic, so that it keeps no worker waiting; its count of failures goes with it. */
    private AcknowledgeType tryLater() {
        return finish(() -> worker.retries().send(record, failuresBefore + 1));
    }

    /** The letter first: if telling fails, there is at least something to find. */
    private AcknowledgeType giveUp(WorkItem item, Problem problem, int failures) {
        LOG.errorf("job %s is given up: %s", item.task().id(), problem.failure().message());
        return finish(() -> {
            worker.deadLetters().send(record, item.task().id(), problem, failures);
            worker.outcome().failed(item, problem.failure());
        });
    }

    private AcknowledgeType finish(Step step) {
        return patiently(step, lease::endsWithin).isEmpty() ? AcknowledgeType.ACCEPT : giveBack();
    }

    /** A released record is delivered again at once, so the delay is here. */
    private AcknowledgeType giveBack() {
        pause(worker.policy().retry().first(), lease::endsWithin);
        return AcknowledgeType.RELEASE;
    }

    /** Runs the step, again and again while a dependency is down; empty if it was done, otherwise why not. */
    private Optional<Problem> patiently(Step step, Wait until) {
        try {
            return tried(step, until);
        } finally {
            waitingFor = null;
        }
    }

    private Optional<Problem> tried(Step step, Wait until) {
        for (int tries = 1; ; tries++) {
            try {
                step.run();
                return Optional.empty();
            } catch (Throwable problem) {
                Failure failure = Failures.of(problem);
                if (failure.kind().fate() != Fate.WAIT) {
                    log(problem, failure);
                    return Optional.of(Problem.of(problem));
                }
                waitingFor = failure;
                if (tries == 1) {
                    LOG.warnf("waiting, and keeping the job: %s", failure.message());
                }
                if (pause(worker.policy().dependency().after(tries), until)) {
                    return Optional.of(Problem.of(problem));
                }
            }
        }
    }

    /** Our own faults with all that is known of them; what comes of being told to leave is none. */
    private void log(Throwable problem, Failure failure) {
        boolean fault = failure.kind().fate() == Fate.RETRY && handlersLease.isHeld();
        String place = record.topic() + "-" + record.partition() + " offset " + record.offset();
        LOG.logf(fault ? Logger.Level.ERROR : Logger.Level.DEBUG, problem, "%s: %s", place, failure.message());
    }

    /** Waits; true if the right to go on ended meanwhile. */
    private static boolean pause(Duration time, Wait wait) {
        try {
            return wait.endsWithin(time);
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

    /** Waits that long; true if there is nothing to wait for any more. */
    private interface Wait {
        boolean endsWithin(Duration time) throws InterruptedException;
    }
}
