package dev.kinora.testbed;

import dev.kinora.work.Announcer;
import dev.kinora.work.BrokerSettings;
import java.util.HashMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** What a stage's messaging channel does, for parts of a stage that are tested without its application. */
public final class BrokerOutlet implements Announcer.Outlet, AutoCloseable {
    private final KafkaProducer<String, byte[]> producer;

    public BrokerOutlet(BrokerSettings broker) {
        this.producer =
                new KafkaProducer<>(new HashMap<>(broker.client()), new StringSerializer(), new ByteArraySerializer());
    }

    @Override
    public CompletionStage<Void> send(ProducerRecord<String, byte[]> message) {
        CompletableFuture<Void> sent = new CompletableFuture<>();
        producer.send(message, (place, problem) -> {
            if (problem == null) {
                sent.complete(null);
            } else {
                sent.completeExceptionally(problem);
            }
        });
        return sent;
    }

    @Override
    public void close() {
        producer.close();
    }
}
