package dev.kinora.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kinora.contract.Failure;
import dev.kinora.contract.JobEvent.JobFailed;
import dev.kinora.contract.Topics;
import dev.kinora.local.AsyncApi.Message;
import dev.kinora.local.Program.Ended;
import dev.kinora.local.Program.Running;
import dev.kinora.local.host.Settings;
import dev.kinora.work.BrokerSettings;
import dev.kinora.work.DeadLetterBox;
import dev.kinora.work.MessageCodec;
import dev.kinora.work.MessageHeaders;
import java.io.File;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.example.kinora.ApiClient;
import org.example.kinora.ApiException;
import org.example.kinora.api.JobsApi;
import org.example.kinora.api.ResultsApi;
import org.example.kinora.model.Image;
import org.example.kinora.model.Job;
import org.example.kinora.model.JobRequest;
import org.example.kinora.model.State;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** {@code deploy/openapi.yaml} and {@code deploy/asyncapi.yaml}, held against one {@code kinora up}. */
@TestMethodOrder(OrderAnnotation.class)
class DocumentsIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String GARBAGE = "garbage";

    @TempDir
    private static Path folder;

    private static Program program;
    private static Running up;
    private static String address;
    private static BrokerSettings broker;

    @BeforeAll
    static void start() throws Exception {
        program = new Program(folder);
        up = program.startKinora("up", "--data", "data", "--json", "--settings-to", "kinora.properties");
        address = JSON.readTree(up.firstLine()).get("http").asText();
        broker = Settings.read(folder.resolve("kinora.properties")).broker();
    }

    @AfterAll
    static void stop() throws Exception {
        up.process().destroy();
        assertEquals(143, up.await().status());
    }

    @Test
    @Order(1)
    void aGeneratedClientMakesAClip() throws Exception {
        ApiClient client = new ApiClient();
        client.setHttpClientBuilder(HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NORMAL));
        client.updateBaseUri(address);
        JobsApi jobs = new JobsApi(client);
        Image photo = new Image().bytes(Files.readAllBytes(Program.PHOTO));
        jobs.submitJob(new JobRequest().id("no-picture").image(new Image().bytes(new byte[10])), null);
        JobRequest wanted = new JobRequest()
                .image(photo)
                .steps(2)
                .seed(7L)
                .interpolation(JobRequest.InterpolationEnum.NUMBER_2)
                .interpolationMethod(JobRequest.InterpolationMethodEnum.CROSS_FADE)
                .labels(Map.of("made-by", "a generated client"));
        Job sent = jobs.submitJob(wanted, "order-1");
        assertEquals(sent.getId(), jobs.submitJob(wanted, "order-1").getId());

        assertEquals(State.PUBLISHED, ended(jobs, sent.getId()).getState());
        File clip = new ResultsApi(client).getClip(sent.getId());
        Ended decoded = program.run("ffmpeg", "-v", "error", "-i", clip.getPath(), "-f", "null", "-");
        assertEquals(new Ended(0, "", ""), decoded);

        jobs.submitJob(
                new JobRequest().id("batch").image(photo).steps(1000).priority(JobRequest.PriorityEnum.BATCH), null);
        while (jobs.getJob("batch").getState() == State.SUBMITTED) {
            Thread.sleep(200);
        }
        jobs.cancelJob("batch", "seen enough");
        assertEquals(State.CANCELLED, ended(jobs, "batch").getState());
        Job rejected = ended(jobs, "no-picture");
        assertEquals(State.REJECTED, rejected.getState());
        assertEquals("image", rejected.getFailure().getField());
    }

    @Test
    @Order(2)
    void everyMessageOfAWholeJobIsAsDocumentedAndAlteredOnesAreRefused() throws Exception {
        dealWithAnUnreadableTask();
        AsyncApi document = new AsyncApi(Program.ROOT.resolve("deploy/asyncapi.yaml"));
        TreeSet<String> seen = new TreeSet<>();
        int altered = 0;
        for (Message message : new TopicContents(broker).read(document.topics(), GARBAGE)) {
            String name = document.nameOf(message);
            if (!seen.add(name)) {
                continue;
            }
            for (JsonNode wrong : AlteredMessages.of(message.body(), name.equals("JobRequest"))) {
                Message other = new Message(message.topic(), message.headers(), wrong);
                assertFalse(document.problems(name, other).isEmpty(), () -> "not refused: " + other);
                altered++;
            }
        }
        TreeSet<String> expected = new TreeSet<>();
        document.topics().forEach(topic -> expected.addAll(document.messagesOf(topic)));
        // No healthy pipeline has these two.
        expected.removeAll(List.of("JobFailed", "Retry"));
        assertEquals(expected, seen);
        assertTrue(altered > 200, altered + " altered messages");
        assertEquals("JobFailed", document.nameOf(failure()));
    }

    @Test
    @Order(3)
    void theDocumentOfTheTopicsIsAsyncApi() throws IOException {
        AsyncApi document = new AsyncApi(Program.ROOT.resolve("deploy/asyncapi.yaml"));
        assertEquals(
                List.of(), document.problems(JSON.readTree(getClass().getResourceAsStream("/asyncapi/3.0.0.json"))));
    }

    @Test
    @Order(4)
    void requestsMadeOfTheDocumentFindNoFault() throws Exception {
        Ended ended = program.run(Schemathesis.command(address));
        assertEquals(0, ended.status(), ended::toString);
    }

    private static Job ended(JobsApi jobs, String id) throws ApiException, InterruptedException {
        Job job = jobs.getJob(id);
        while (job.getEnded() == null) {
            Thread.sleep(200);
            job = jobs.getJob(id);
        }
        return job;
    }

    /** It becomes a dead letter, which somebody discards. */
    private static void dealWithAnUnreadableTask() throws Exception {
        try (var producer = new KafkaProducer<>(broker.client(), new StringSerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(Topics.CLIPS, GARBAGE, "{}".getBytes()))
                    .get();
        }
        DeadLetterBox box = new DeadLetterBox(broker);
        while (box.letters().isEmpty()) {
            Thread.sleep(200);
        }
        box.discard(box.letters().get(0));
    }

    private static Message failure() throws IOException {
        JobFailed failed = new JobFailed("a", "i2v", Failure.badInput("image", "nothing", "a picture"));
        Map<String, String> headers = MessageHeaders.read(MessageHeaders.create(failed, "i2v", Optional.empty()));
        return new Message(Topics.EVENTS, headers, JSON.readTree(new MessageCodec().write(failed)));
    }
}
