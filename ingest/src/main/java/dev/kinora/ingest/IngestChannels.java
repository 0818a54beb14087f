package dev.kinora.ingest;

import io.smallrye.mutiny.Multi;
import jakarta.inject.Singleton;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Emitter;
import org.eclipse.microprofile.reactive.messaging.Message;

/** What ingest hears and says. A channel connects once it is subscribed to, or the first message leaves by it. */
@Singleton
class IngestChannels {
    private final Multi<Message<byte[]>> requests;
    private final Multi<Message<byte[]>> control;
    private final Multi<Message<byte[]>> fetches;
    private final Multi<Message<byte[]>> events;
    private final Multi<Message<byte[]>> webhooks;
    private final Emitter<ProducerRecord<String, byte[]>> messages;

    IngestChannels(
            @Channel("ingest-requests-in") Multi<Message<byte[]>> requests,
            @Channel("ingest-control-in") Multi<Message<byte[]>> control,
            @Channel("ingest-fetches-in") Multi<Message<byte[]>> fetches,
            @Channel("ingest-events-in") Multi<Message<byte[]>> events,
            @Channel("ingest-webhooks-in") Multi<Message<byte[]>> webhooks,
            @Channel("ingest-messages-out") Emitter<ProducerRecord<String, byte[]>> messages) {
        this.requests = requests;
        this.control = control;
        this.fetches = fetches;
        this.events = events;
        this.webhooks = webhooks;
        this.messages = messages;
    }

    /** From {@code kinora.requests}. */
    Multi<Message<byte[]>> requests() {
        return requests;
    }

    /** From {@code kinora.control}. */
    Multi<Message<byte[]>> control() {
        return control;
    }

    /** From {@code kinora.fetches}. */
    Multi<Message<byte[]>> fetches() {
        return fetches;
    }

    /** From {@code kinora.events}. */
    Multi<Message<byte[]>> events() {
        return events;
    }

    /** From {@code kinora.webhooks}. */
    Multi<Message<byte[]>> webhooks() {
        return webhooks;
    }

    /** To any topic. */
    Emitter<ProducerRecord<String, byte[]>> messages() {
        return messages;
    }
}
