package dev.kinora.ingest;

import dev.kinora.contract.Failure;
import dev.kinora.contract.FailureException;
import dev.kinora.contract.FailureKind.Fate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jboss.logging.Logger;

/**
 * An event that somebody may want to be told of over HTTP.
 *
 * @param hooks knows who
 * @param message as it came
 * @param body JSON, or null
 */
record EventDecision(EventHooks hooks, ConsumerRecord<?, ?> message, byte[] body) implements Persistence.Undecided {
    private static final Logger LOG = Logger.getLogger(EventDecision.class);

    @Override
    public String name() {
        return "event at offset " + message.offset();
    }

    @Override
    public void decide() {
        try {
            hooks.hear(message, body == null ? new byte[0] : body);
        } catch (FailureException senseless) {
            if (senseless.failure().kind().fate() != Fate.FAIL) {
                throw senseless;
            }
            LOG.warnf("%s is passed over: %s", name(), senseless.getMessage());
        }
    }

    @Override
    public void giveUp(Failure fault, int faults) {
        LOG.errorf("no webhook is told of %s after %d tries: %s", name(), faults, fault.message());
    }
}
