package dev.kinora.ingest;

import dev.kinora.contract.FailureException;
import dev.kinora.contract.FailureKind.Fate;
import dev.kinora.contract.JobEvent;
import dev.kinora.contract.JobEvent.JobRejected;
import dev.kinora.contract.JobEvent.JobStarted;
import dev.kinora.contract.JobId;
import dev.kinora.contract.JobTerms;
import dev.kinora.contract.Topics;
import dev.kinora.contract.Webhook;
import dev.kinora.contract.WebhookDelivery;
import dev.kinora.ingest.outside.OutsideRules;
import dev.kinora.ingest.request.JobRequest;
import dev.kinora.work.MessageCodec;
import dev.kinora.work.MessageHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Makes events deliveries on {@code kinora.webhooks}, for those who want them. A job meets each kind of event once, however
 * often it is told, and the message is named after that, so it is delivered once; only that a worker began may happen again,
 * and is named after its place on the topic.
 */
final class EventHooks {
    private static final int REMEMBERED = 1000;
    private static final int SHA_DIGITS = 16;

    private final OutsideRules rules;
    private final JobFolder jobs;
    private final IngestMessages messages;
    private final MessageCodec codec = new MessageCodec();
    /** What {@code job.json} says never changes. Of the events' own thread. */
    private final Map<String, Optional<Webhook>> known = new LinkedHashMap<>();

    EventHooks(OutsideRules rules, JobFolder jobs, IngestMessages messages) {
        this.rules = rules;
        this.jobs = jobs;
        this.messages = messages;
    }

    /**
     * Refuses a webhook that may not be reached.
     *
     * @throws FailureException BAD_INPUT on {@code webhook.url}
     */
    void require(JobTerms terms) {
        if (terms.webhook() != null) {
            rules.require(terms.webhook().url());
        }
    }

    /** An event from its topic. Refusals are told by whoever refuses: they may be of another request of the same id. */
    void hear(ConsumerRecord<?, ?> message, byte[] body) {
        JobEvent event = codec.readEvent(body);
        Optional<Webhook> webhook = event instanceof JobRejected ? Optional.empty() : webhook(event.id());
        String place = JobId.ofRecord(message.topic(), message.partition(), message.offset());
        String name = event instanceof JobStarted ? place : name(event);
        webhook.filter(hook -> hook.wants(event))
                .ifPresent(hook -> send(name, event, hook, MessageHeaders.traceparent(message.headers())));
    }

    /** An event about a request that becomes no job, so that only the request says who wants to know. */
    void tell(JobEvent event, IncomingRequest request) {
        if (!rules.allowAny()) {
            return; // without another look at a request of up to 24 MiB
        }
        webhookOf(request).filter(hook -> hook.wants(event)).ifPresent(hook -> {
            String name = name(event)
                    + (event instanceof JobRejected ? "-" + request.sha256().substring(0, SHA_DIGITS) : "");
            send(name, event, hook, request.traceparent());
        });
    }

    private static String name(JobEvent event) {
        return event.id() + "-" + event.getClass().getSimpleName();
    }

    private void send(String name, JobEvent event, Webhook webhook, Optional<String> traceparent) {
        String json = new String(codec.writeEvent(event), StandardCharsets.UTF_8);
        messages.send(
                Topics.WEBHOOKS,
                event.id(),
                WebhookDelivery.first(name, event, json, webhook, Instant.now()),
                traceparent);
    }

    private Optional<Webhook> webhook(String id) {
        Optional<Webhook> remembered = known.get(id);
        if (remembered != null) {
            return remembered;
        }
        Optional<StoredJob> job = jobs.find(id);
        Optional<Webhook> found = job.map(stored -> stored.job().terms().webhook());
        if (job.isPresent()) {
            known.put(id, found);
            if (known.size() > REMEMBERED) {
                known.remove(known.keySet().iterator().next());
            }
        }
        return found;
    }

    /** Also of a request that is wrong elsewhere. */
    private Optional<Webhook> webhookOf(IncomingRequest request) {
        try {
            JobTerms terms = JobRequest.parse(request.body()).terms(request.sent());
            require(terms);
            return Optional.ofNullable(terms.webhook());
        } catch (FailureException unreadable) {
            if (unreadable.failure().kind().fate() != Fate.FAIL) {
                throw unreadable;
            }
            return Optional.empty();
        }
    }
}
