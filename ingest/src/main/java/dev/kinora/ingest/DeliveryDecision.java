package dev.kinora.ingest;

import dev.kinora.contract.Failure;
import dev.kinora.contract.FailureException;
import dev.kinora.contract.FailureKind.Fate;
import dev.kinora.contract.Topics;
import dev.kinora.contract.WebhookDelivery;
import dev.kinora.ingest.webhook.Courier;
import dev.kinora.work.MessageCodec;
import dev.kinora.work.Retry;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jboss.logging.Logger;

/**
 * An event on its way to a webhook. Between attempts it lies on {@code kinora.retries}, where nothing lies long: what is due
 * much later goes round.
 *
 * @param courier makes attempts
 * @param messages to send what is to follow
 * @param message as it came
 * @param body JSON, or null
 */
record DeliveryDecision(Courier courier, IngestMessages messages, ConsumerRecord<?, ?> message, byte[] body)
        implements Persistence.Undecided {
    private static final Logger LOG = Logger.getLogger(DeliveryDecision.class);
    private static final MessageCodec CODEC = new MessageCodec();

    @Override
    public String name() {
        return "delivery at offset " + message.offset();
    }

    @Override
    public void decide() throws InterruptedException {
        try {
            WebhookDelivery delivery = CODEC.read(body == null ? new byte[0] : body, WebhookDelivery.class);
            Optional<WebhookDelivery> next = courier.deliver(delivery);
            next.ifPresent(attempt -> messages.send(retry(attempt)));
        } catch (FailureException senseless) {
            if (senseless.failure().kind().fate() != Fate.FAIL) {
                throw senseless;
            }
            LOG.warnf("%s is passed over: %s", name(), senseless.getMessage());
        }
    }

    @Override
    public void giveUp(Failure fault, int faults) {
        LOG.errorf("%s is passed over after %d tries: %s", name(), faults, fault.message());
    }

    private Retry retry(WebhookDelivery next) {
        byte[] key = next.id().getBytes(StandardCharsets.UTF_8);
        return new Retry(Topics.WEBHOOKS, next.due(), key, CODEC.write(next), message.headers());
    }
}
