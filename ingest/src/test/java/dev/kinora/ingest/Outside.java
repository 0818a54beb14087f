package dev.kinora.ingest;

import dev.kinora.contract.ModelAnnouncement;
import dev.kinora.contract.Topics;
import dev.kinora.testbed.Neighbours;
import dev.kinora.work.Topology;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** What reaches ingest: the requests of clients, the models of workers. */
record Outside(Neighbours neighbours) {

    /** Puts bytes on the topic of requests and tells where they lie. */
    RecordMetadata request(byte[] body) {
        Map<String, Object> settings = new HashMap<>(neighbours.broker().client());
        settings.put("max.request.size", Topics.LARGEST_REQUEST_BYTES);
        try (var producer = new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer())) {
            return producer.send(new ProducerRecord<>(Topics.REQUESTS, body)).get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Announces a model as a worker does, with its topic. */
    void announce(ModelAnnouncement model) {
        try (Topology topology = new Topology(neighbours.broker())) {
            topology.ensure(Topics.all());
            topology.ensure(Topics.jobsDefinitions(model.name()));
        }
        neighbours.send(Topics.MODELS, model.name(), model);
    }
}
