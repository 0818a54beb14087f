package dev.kinora.contract;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * {@code jobs/{id}/webhooks/{message}.json}: what became of one event on its way to a webhook.
 *
 * @param message that the receiver knows it by
 * @param type of the event
 * @param state of the delivery
 * @param attempts so far, the first one first
 */
public record WebhookLog(String message, String type, State state, List<Attempt> attempts) {

    public WebhookLog {
        attempts = List.copyOf(attempts);
    }

    /** What becomes of a delivery. */
    public enum State {
        /** There will be another attempt. */
        PENDING("pending"),
        /** The receiver has it. */
        DELIVERED("delivered"),
        /** The receiver wants no more of it: 410 Gone. */
        GONE("gone"),
        /** The URL may not be reached, or not any more. */
        REFUSED("refused"),
        /** Its time is over. */
        GIVEN_UP("given-up");

        private final String word;

        State(String word) {
            this.word = word;
        }

        /** The word used in messages. */
        public String word() {
            return word;
        }
    }

    /**
     * One attempt.
     *
     * @param at when it began
     * @param status of the answer; null if there was none
     * @param error why there was none; null if there was one
     * @param millis that it took
     */
    public record Attempt(Instant at, Integer status, String error, long millis) {}

    /** Of a delivery that was not attempted yet. */
    public static WebhookLog of(WebhookDelivery delivery) {
        return new WebhookLog(delivery.message(), delivery.type(), State.PENDING, List.of());
    }

    /** With one more attempt. */
    public WebhookLog with(Attempt attempt, State now) {
        return new WebhookLog(
                message,
                type,
                now,
                Stream.concat(attempts.stream(), Stream.of(attempt)).toList());
    }
}
