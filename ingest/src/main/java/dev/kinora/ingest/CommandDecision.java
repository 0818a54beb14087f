package dev.kinora.ingest;

import dev.kinora.contract.Failure;
import dev.kinora.contract.FailureException;
import dev.kinora.contract.FailureKind.Fate;
import dev.kinora.contract.JobCommand;
import dev.kinora.contract.JobCommand.Cancel;
import dev.kinora.contract.JobCommand.Retry;
import dev.kinora.contract.JobRetry;
import dev.kinora.work.MessageCodec;
import dev.kinora.work.MessageHeaders;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jboss.logging.Logger;

/**
 * A command from {@code kinora.control}. One that cannot be obeyed is logged and passed over: nobody waits for its answer.
 *
 * @param ends obeys one to cancel
 * @param retrials obeys one to begin once more
 * @param message as it came
 * @param body JSON, or null if it takes an earlier command back
 */
record CommandDecision(JobEnds ends, Retrials retrials, ConsumerRecord<?, ?> message, byte[] body)
        implements Persistence.Undecided {
    private static final Logger LOG = Logger.getLogger(CommandDecision.class);
    private static final MessageCodec CODEC = new MessageCodec();

    @Override
    public String name() {
        return "command at offset " + message.offset();
    }

    @Override
    public void decide() {
        try {
            if (body != null) {
                obey(CODEC.read(body, JobCommand.class));
            }
        } catch (FailureException senseless) {
            if (senseless.failure().kind().fate() != Fate.FAIL) {
                throw senseless;
            }
            LOG.warnf("%s cannot be obeyed: %s", name(), senseless.getMessage());
        }
    }

    private void obey(JobCommand command) {
        Optional<String> traceparent = MessageHeaders.traceparent(message.headers());
        if (command instanceof Retry) {
            retrials.retry(new JobRetry(command.id(), message.partition(), message.offset()), traceparent);
        } else if (command instanceof Cancel cancel) {
            if (!retrials.isTakenBack(cancel.id(), message.partition(), message.offset())) {
                ends.cancel(cancel, traceparent);
            }
        }
    }

    @Override
    public void giveUp(Failure fault, int faults) {
        LOG.errorf("%s is passed over after %d tries: %s", name(), faults, fault.message());
    }
}
