/**
 * Webhooks: events that somebody's HTTP server is told of, signed after Standard Webhooks.
 *
 * <p>Deliveries flow in; a request to the receiver flows out, an entry in the log of its message, and the delivery's next
 * attempt if there is to be one. It never waits for that itself, and never attempts twice what the log says was attempted.
 */
package dev.kinora.ingest.webhook;
