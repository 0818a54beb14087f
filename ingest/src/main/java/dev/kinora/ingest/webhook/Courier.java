package dev.kinora.ingest.webhook;

import dev.kinora.contract.FailureException;
import dev.kinora.contract.FailureKind.Fate;
import dev.kinora.contract.WebhookDelivery;
import dev.kinora.contract.WebhookLog;
import dev.kinora.contract.WebhookLog.Attempt;
import dev.kinora.contract.WebhookLog.State;
import dev.kinora.ingest.outside.OutsideClient;
import dev.kinora.ingest.outside.PassingFailureException;
import dev.kinora.work.GrowingDelay;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;

/** Makes one attempt of a delivery. The log in the store decides what was attempted: a delivery may come more than once. */
public final class Courier {
    private static final int GONE = 410;

    private final OutsideClient client;
    private final WebhookSecrets secrets;
    private final WebhookLogs logs;
    private final Patience patience;

    /**
     * How long a receiver is asked.
     *
     * @param delay between attempts
     * @param most from when the event was first due; no attempt begins later
     */
    public record Patience(GrowingDelay delay, Duration most) {}

    public Courier(OutsideClient client, WebhookSecrets secrets, WebhookLogs logs, Patience patience) {
        this.client = client;
        this.secrets = secrets;
        this.logs = logs;
        this.patience = patience;
    }

    /**
     * Attempts the delivery, if it is due and that was not done before.
     *
     * @return the attempt that is to follow, if one is; this one again if it is not due yet
     * @throws FailureException DEPENDENCY_DOWN if the store is away; the attempt may then be made again
     * @throws InterruptedException if the caller is to leave
     */
    public Optional<WebhookDelivery> deliver(WebhookDelivery delivery) throws InterruptedException {
        if (Instant.now().isBefore(delivery.due())) {
            return Optional.of(delivery);
        }
        WebhookLog log = logs.of(delivery);
        Instant next = Instant.now().plus(patience.delay().after(delivery.attempt()));
        if (log.state() == State.PENDING && log.attempts().size() < delivery.attempt()) {
            boolean isLast = next.isAfter(delivery.since().plus(patience.most()));
            log = attempt(delivery, log, isLast);
            logs.write(delivery.id(), log);
        }
        return log.state() == State.PENDING ? Optional.of(delivery.next(next)) : Optional.empty();
    }

    private WebhookLog attempt(WebhookDelivery delivery, WebhookLog log, boolean isLast) throws InterruptedException {
        Instant at = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        long begin = System.nanoTime();
        State failed = isLast ? State.GIVEN_UP : State.PENDING;
        try {
            int status = post(delivery, at);
            State state = status / 100 == 2 ? State.DELIVERED : status == GONE ? State.GONE : failed;
            return log.with(new Attempt(at, status, null, millisSince(begin)), state);
        } catch (PassingFailureException noAnswer) {
            return log.with(new Attempt(at, null, noAnswer.getMessage(), millisSince(begin)), failed);
        } catch (FailureException refused) {
            if (refused.failure().kind().fate() != Fate.FAIL) {
                throw refused;
            }
            return log.with(new Attempt(at, null, refused.failure().message(), millisSince(begin)), State.REFUSED);
        }
    }

    private int post(WebhookDelivery delivery, Instant at) throws PassingFailureException, InterruptedException {
        byte[] body = delivery.event().getBytes(StandardCharsets.UTF_8);
        Map<String, String> headers = Map.of(
                "webhook-id", delivery.message(),
                "webhook-timestamp", Long.toString(at.getEpochSecond()),
                "webhook-signature", secrets.sign(delivery.message(), at, body));
        return client.post(delivery.url(), headers, body);
    }

    private static long millisSince(long nanos) {
        return Duration.ofNanos(System.nanoTime() - nanos).toMillis();
    }
}
