package dev.kinora.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kinora.contract.CameraMove;
import dev.kinora.contract.Failure;
import dev.kinora.contract.FailureKind;
import dev.kinora.contract.Fit;
import dev.kinora.contract.Job;
import dev.kinora.contract.JobEvent;
import dev.kinora.contract.JobEvent.JobAccepted;
import dev.kinora.contract.JobEvent.JobRejected;
import dev.kinora.contract.JobId;
import dev.kinora.contract.ObjectKeys;
import dev.kinora.contract.ObjectRef;
import dev.kinora.contract.StageTask;
import dev.kinora.contract.Topics;
import dev.kinora.ingest.still.Pictures;
import dev.kinora.testbed.Neighbours;
import dev.kinora.testbed.Servers;
import dev.kinora.work.MessageHeaders;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The stage as it runs: its own start and channels, a real broker and a real store. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class IngestStageTest {
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";

    private final Neighbours neighbours = Neighbours.ofApplication();
    private final Outside outside = new Outside(neighbours);

    @BeforeEach
    void announce() {
        outside.announce(Requests.NANO);
    }

    @AfterEach
    void leave() {
        neighbours.close();
    }

    @Test
    void aRequestBecomesAJob() throws IOException {
        outside.request(Requests.with("made", "labels", Map.of("campaign", "autumn")));

        JobAccepted accepted =
                assertInstanceOf(JobAccepted.class, neighbours.events("made", 1).get(0));
        assertEquals("nano", accepted.model());
        assertEquals(Map.of("campaign", "autumn"), accepted.labels());
        assertEquals(
                List.of(320, 192),
                List.of(accepted.parameters().width(), accepted.parameters().height()));
        assertEquals(
                List.of(14, 4),
                List.of(
                        accepted.parameters().frames(),
                        accepted.parameters().sampling().steps()));
        assertEquals(Fit.CROP, accepted.parameters().fit());
        assertEquals(7, accepted.parameters().playbackFps());

        StageTask task = tasks("made", 1).get(0);
        assertEquals(ObjectKeys.job("made"), task.input().key());
        Job job = neighbours.codec().read(neighbours.store().get(task.input()), Job.class);
        assertEquals(accepted.parameters(), job.parameters());
        BufferedImage still =
                ImageIO.read(new ByteArrayInputStream(neighbours.store().get(job.still())));
        assertEquals(List.of(48, 32), List.of(still.getWidth(), still.getHeight()));
    }

    @Test
    void carriesTheTraceOfItsRequest() {
        neighbours.send(
                Topics.REQUESTS,
                "any-key",
                Map.of("id", "traced", "image", Map.of("bytes", Pictures.file("baseline.jpg"))),
                "00-" + TRACE + "-00f067aa0ba902b7-01");
        for (String topic : List.of(Topics.EVENTS, Topics.jobs("nano"))) {
            Map<String, String> headers = MessageHeaders.read(
                    neighbours.records(topic, "traced", 1).get(0).headers());
            assertTrue(headers.get(MessageHeaders.TRACEPARENT).startsWith("00-" + TRACE), headers.toString());
            assertEquals("/kinora/ingest", headers.get("ce_source"));
        }
    }

    @Test
    void everyBadRequestIsRejectedOnceAndTheNextGoodOneAccepted() {
        List<Requests.Bad> bad = Requests.bad();
        assertTrue(bad.size() >= 50, bad.size() + " requests");
        bad.forEach(request -> outside.request(request.body()));
        outside.request(Requests.plain("good-after-bad"));

        List<JobEvent> events = neighbours
                .read(Topics.EVENTS, message -> message.key().matches("bad-\\d+|good-after-bad"), bad.size() + 1)
                .stream()
                .map(message -> neighbours.codec().readEvent(message.value()))
                .toList();
        assertInstanceOf(JobAccepted.class, events.get(bad.size()));
        for (int i = 0; i < bad.size(); i++) {
            Failure failure = rejection(events.get(i));
            assertEquals(bad.get(i).id(), events.get(i).id());
            assertEquals(bad.get(i).field(), failure.field(), failure.message());
            assertTrue(neighbours.store().stat(ObjectKeys.job(bad.get(i).id())).isEmpty());
        }
    }

    @Test
    void whatIsNoRequestIsRejectedUnderItsPlaceOnTheTopic() {
        List<byte[]> bodies = List.of(
                "{\"id\": \"x\",\n \"steps\" 4}".getBytes(StandardCharsets.UTF_8),
                "[1]".getBytes(StandardCharsets.UTF_8),
                new byte[0],
                new byte[] {(byte) 0xff, 0, 1},
                Requests.with("a b", "steps", 4));
        for (byte[] body : bodies) {
            Failure failure = rejection(
                    neighbours.events(derivedId(outside.request(body)), 1).get(0));
            assertTrue(List.of("request", "id").contains(failure.field()), failure.message());
        }
    }

    @Test
    void aRequestWithoutAnIdIsNamedAfterItsPlace() {
        byte[] body = Requests.json(Map.of("image", Map.of("bytes", Pictures.file("baseline.jpg"))));
        String id = derivedId(outside.request(body));
        assertInstanceOf(JobAccepted.class, neighbours.events(id, 1).get(0));
    }

    @Test
    void theSameRequestAgainIsAnnouncedAgain() {
        byte[] body = Requests.plain("twice");
        outside.request(body);
        outside.request(body);
        List<JobEvent> events = neighbours.events("twice", 2);
        assertEquals(events.get(0), events.get(1));
        List<StageTask> tasks = tasks("twice", 2);
        assertEquals(tasks.get(0), tasks.get(1));
    }

    @Test
    void anotherRequestUnderTheSameIdIsRejectedAndTheJobStays() {
        outside.request(Requests.with("taken", "steps", 4));
        neighbours.events("taken", 1);
        byte[] before = neighbours.store().get(ObjectKeys.job("taken"));
        outside.request(Requests.with("taken", "steps", 5));
        JobRejected rejected = assertInstanceOf(
                JobRejected.class, neighbours.events("taken", 2).get(1));
        assertEquals("id", rejected.failure().field());
        assertTrue(Arrays.equals(before, neighbours.store().get(ObjectKeys.job("taken"))));
        outside.request(Requests.plain("after-taken"));
        neighbours.events("after-taken", 1);
        assertEquals(1, tasks("taken", 1).size());
    }

    @Test
    void anUploadedPictureIsTakenFromTheStore() {
        neighbours.store().put("uploads/photo", Pictures.file("lossy.webp"), "image/webp");
        outside.request(Requests.with("uploaded", "image", Map.of("key", "uploads/photo")));
        assertInstanceOf(JobAccepted.class, neighbours.events("uploaded", 1).get(0));
    }

    /** Also one that another program put there, which carries no checksum. */
    @Test
    void aLoraOfTheStoreIsFixedByItsChecksum() throws IOException {
        ObjectRef ours = neighbours.store().put("uploads/ours.safetensors", new byte[] {1, 2, 3}, "text/plain");
        Path objects = Path.of(ConfigProvider.getConfig().getValue(Servers.OBJECTS, String.class));
        Path foreign = objects.resolve("uploads/foreign.safetensors");
        Files.write(foreign, new byte[] {1, 2, 3});
        List<Map<String, Object>> camera = List.of(
                Map.of("lora", "uploads/ours.safetensors"),
                Map.of("lora", "uploads/foreign.safetensors", "weight", -1));
        outside.request(Requests.with("with-loras", "camera", camera));

        JobAccepted accepted = assertInstanceOf(
                JobAccepted.class, neighbours.events("with-loras", 1).get(0));
        ObjectRef measured = new ObjectRef("uploads/foreign.safetensors", 3, ours.sha256());
        assertEquals(
                List.of(new CameraMove(null, ours, 1), new CameraMove(null, measured, -1)),
                accepted.parameters().camera());
    }

    @Test
    void aPictureOfSixteenMebibytesIsTakenAndALargerOneRefused() {
        byte[] largest = Arrays.copyOf(Pictures.file("plain.bmp"), 16 << 20);
        outside.request(Requests.with("largest", "image", Map.of("bytes", largest)));
        assertInstanceOf(JobAccepted.class, neighbours.events("largest", 1).get(0));
        byte[] larger = Arrays.copyOf(largest, largest.length + 3);
        outside.request(Requests.with("larger", "image", Map.of("bytes", larger)));
        assertEquals("image", rejection(neighbours.events("larger", 1).get(0)).field());
    }

    private static Failure rejection(JobEvent event) {
        Failure failure = assertInstanceOf(JobRejected.class, event).failure();
        assertEquals(FailureKind.BAD_INPUT, failure.kind());
        assertFalse(failure.found().isBlank(), failure.message());
        assertFalse(failure.expected().isBlank(), failure.message());
        assertEquals(1, failure.message().lines().count());
        return failure;
    }

    private List<StageTask> tasks(String id, int count) {
        List<ConsumerRecord<String, byte[]>> records = neighbours.records(Topics.jobs("nano"), id, count);
        return records.stream()
                .map(message -> neighbours.codec().read(message.value(), StageTask.class))
                .toList();
    }

    private static String derivedId(RecordMetadata place) {
        return JobId.ofRecord(place.topic(), place.partition(), place.offset());
    }
}
