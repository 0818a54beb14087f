package dev.kinora.contract;

import java.time.Instant;

/**
 * A message on {@code kinora.webhooks}: this event is to be posted there. As text it does not show the URL.
 *
 * @param id of the job
 * @param message that receivers know it by, the same at every attempt
 * @param type of the event
 * @param event its JSON, as on the topic
 * @param url to post it to
 * @param since when it was first due, from which its time runs
 * @param attempt 1 for the first
 * @param due when the attempt is to be made
 */
public record WebhookDelivery(
        String id, String message, String type, String event, String url, Instant since, int attempt, Instant due) {

    public WebhookDelivery {
        JobId.require(id);
    }

    /** The first attempt, due at once. */
    public static WebhookDelivery first(String message, JobEvent event, String json, Webhook webhook, Instant now) {
        String type = event.getClass().getSimpleName();
        return new WebhookDelivery(event.id(), message, type, json, webhook.url(), now, 1, now);
    }

    /** The attempt after this one. */
    public WebhookDelivery next(Instant nextDue) {
        return new WebhookDelivery(id, message, type, event, url, since, attempt + 1, nextDue);
    }

    @Override
    public String toString() {
        return "attempt " + attempt + " of message " + message;
    }
}
