package dev.kinora.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kinora.contract.Failure;
import dev.kinora.contract.JobCommand;
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
import java.util.stream.Stream;
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
import org.example.kinora.model.JobEventType;
import org.example.kinora.model.JobRequest;
import org.example.kinora.model.State;
import org.example.kinora.model.WebhookAttempt;
import org.example.kinora.model.WebhookMessage;
import org.example.kinora.model.WebhookState;
import org.example.kinora.model.Webhooks;
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
    private static final List<String> REQUESTS = List.of("JobRequest", "FetchRequest", "FetchRetry");

    @TempDir
    private static Path folder;

    private static Program program;
    private static OtherServer other;
    private static Running up;
    private static String address;
    private static BrokerSettings broker;

    @BeforeAll
    static void start() throws Exception {
        program = new Program(folder);
        other = new OtherServer(folder);
        up = program.start(other.allowedTo(Program.ROOT.resolve("deploy/kinora").toString()));
        address = JSON.readTree(up.firstLine()).get("http").asText();
        broker = Settings.read(folder.resolve("kinora.properties")).broker();
    }

    @AfterAll
    static void stop() throws Exception {
        up.process().destroy();
        assertEquals(143, up.await().status());
        other.close();
    }

    @Test
    @Order(1)
    void aGeneratedClientMakesAClip() throws Exception {
        ApiClient client = client();
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

    /** Neither its picture nor its webhook is to be had at the first try, so that the second is told of on the topics, too. */
    @Test
    @Order(2)
    void aJobOfTheTopicReachesOtherServers() throws Exception {
        JobsApi jobs = new JobsApi(client());
        ProducerRecord<String, byte[]> request =
                new ProducerRecord<>(Topics.REQUESTS, JSON.writeValueAsBytes(other.request("outside")));
        request.headers().add(MessageHeaders.OWNER, "studio".getBytes());
        send(request);
        while (jobs.listJobs(null, "by=topic", 1, null).getJobs().isEmpty()) {
            Thread.sleep(200);
        }
        assertEquals("studio", jobs.getJob("outside").getOwner());
        while (!delivered(jobs.listWebhooks("outside"))) {
            Thread.sleep(200);
        }
        WebhookMessage message = jobs.listWebhooks("outside").getWebhooks().get(0);
        assertEquals(JobEventType.JOB_ACCEPTED, message.getType());
        assertEquals(
                List.of(500, 204),
                message.getAttempts().stream().map(WebhookAttempt::getStatus).toList());
        send(new ProducerRecord<>(Topics.CONTROL, "batch", new MessageCodec().write(new JobCommand.Retry("batch"))));
    }

    @Test
    @Order(3)
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
            for (JsonNode wrong : AlteredMessages.of(message.body(), REQUESTS.contains(name))) {
                Message changed = new Message(message.topic(), message.headers(), wrong);
                assertFalse(document.problems(name, changed).isEmpty(), () -> "not refused: " + changed);
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
    @Order(4)
    void theDocumentOfTheTopicsIsAsyncApiAndLeavesNoneOut() throws IOException {
        AsyncApi document = new AsyncApi(Program.ROOT.resolve("deploy/asyncapi.yaml"));
        Stream<Topics.Definition> topics =
                Stream.concat(Topics.all().stream(), Topics.jobsDefinitions("nano").stream());
        assertEquals(
                topics.map(Topics.Definition::name).sorted().toList(),
                document.topics().stream().sorted().toList());
        assertEquals(
                List.of(), document.problems(JSON.readTree(getClass().getResourceAsStream("/asyncapi/3.0.0.json"))));
    }

    @Test
    @Order(5)
    void requestsMadeOfTheDocumentFindNoFault() throws Exception {
        Ended ended = program.run(Schemathesis.command(address));
        assertEquals(0, ended.status(), ended::toString);
    }

    private static ApiClient client() {
        ApiClient client = new ApiClient();
        client.setHttpClientBuilder(HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NORMAL));
        client.updateBaseUri(address);
        return client;
    }

    private static void send(ProducerRecord<String, byte[]> message) throws Exception {
        try (var producer = new KafkaProducer<>(broker.client(), new StringSerializer(), new ByteArraySerializer())) {
            producer.send(message).get();
        }
    }

    private static boolean delivered(Webhooks webhooks) {
        return webhooks.getWebhooks().stream().anyMatch(message -> message.getState() == WebhookState.DELIVERED);
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
        send(new ProducerRecord<>(Topics.CLIPS, GARBAGE, "{}".getBytes()));
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
