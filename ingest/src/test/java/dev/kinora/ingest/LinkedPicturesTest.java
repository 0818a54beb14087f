package dev.kinora.ingest;

import static dev.kinora.ingest.outside.LoopbackServer.answer;
import static dev.kinora.ingest.outside.LoopbackServer.says;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpHandler;
import dev.kinora.contract.Failure;
import dev.kinora.contract.JobCommand.Cancel;
import dev.kinora.contract.JobEvent;
import dev.kinora.contract.JobEvent.JobAccepted;
import dev.kinora.contract.JobEvent.JobCancelled;
import dev.kinora.contract.JobEvent.JobRejected;
import dev.kinora.contract.JobId;
import dev.kinora.contract.ObjectKeys;
import dev.kinora.contract.Topics;
import dev.kinora.ingest.OutsideParties.Host;
import dev.kinora.ingest.request.Sha256;
import dev.kinora.ingest.still.Pictures;
import dev.kinora.testbed.Neighbours;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Pictures by URL: the stage as it runs, a real broker, a real store and a server of somebody else. */
@QuarkusTest
@TestProfile(OutsideParties.class)
class LinkedPicturesTest {
    private static final byte[] PHOTO = Pictures.file("orientation-6.jpg");

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
    void aPictureIsFetchedAndNobodyLearnsItsSignature() {
        Host.server().at("/photo.jpg", says(200, PHOTO));
        Map<String, Object> request = Map.of("image", Map.of("url", Host.url("/photo.jpg?signature=hidden")));
        RecordMetadata place = outside.request(Requests.json(request));
        String id = JobId.ofRecord(Topics.REQUESTS, place.partition(), place.offset());

        assertInstanceOf(JobAccepted.class, neighbours.events(id, 1).get(0));
        assertEquals(List.of("/photo.jpg?signature=hidden"), seen("/photo.jpg"));
        neighbours.records(Topics.jobs("nano"), id, 1);
        assertEquals(List.of("job.json", "still.png"), objects(id));
        byte[] job = neighbours.store().get(ObjectKeys.job(id));
        assertFalse(new String(job, StandardCharsets.UTF_8).contains("hidden"));
    }

    @Test
    void theSameRequestAgainIsTheSameJobAndNothingIsFetched() {
        Host.server().at("/once.jpg", says(200, PHOTO));
        byte[] request = linked("once", "/once.jpg");
        outside.request(request);
        List<JobEvent> first = neighbours.events("once", 1);
        outside.request(request);
        assertEquals(Collections.nCopies(2, first.get(0)), neighbours.events("once", 2));
        assertEquals(1, seen("/once.jpg").size());
    }

    @Test
    void anotherRequestOfTheSameIdIsRefused() {
        Host.server().at("/mine.jpg", says(200, PHOTO)).at("/theirs.jpg", says(200, PHOTO));
        outside.request(linked("owned", "/mine.jpg"));
        neighbours.events("owned", 1);
        outside.request(linked("owned", "/theirs.jpg"));
        assertEquals("id", rejection("owned", 2).field());
        assertEquals(List.of(), seen("/theirs.jpg"));
    }

    @Test
    void aSlowServerHoldsUpNobody() {
        CountDownLatch answers = new CountDownLatch(1);
        Host.server().at("/slow.jpg", exchange -> {
            await(answers);
            answer(exchange, 200, PHOTO);
        });
        outside.request(linked("slow", "/slow.jpg"));
        outside.request(Requests.plain("quick"));
        assertInstanceOf(JobAccepted.class, neighbours.events("quick", 1).get(0));
        assertEquals(List.of(), neighbours.eventsSoFar("slow"));
        answers.countDown();
        assertInstanceOf(JobAccepted.class, neighbours.events("slow", 2).get(1)); // behind the mark of what was so far
    }

    @Test
    void aServerThatCannotJustNowIsAskedAgain() {
        neighbours.sendRetriesBack();
        Host.server().at("/busy.jpg", failing(2));
        outside.request(linked("busy", "/busy.jpg"));
        assertInstanceOf(JobAccepted.class, neighbours.events("busy", 1).get(0));
        assertEquals(3, seen("/busy.jpg").size());
    }

    @Test
    void aServerThatNeverCanIsGivenUpAfterAFewTries() {
        neighbours.sendRetriesBack();
        Host.server().at("/down.jpg", failing(100));
        outside.request(linked("down", "/down.jpg?hidden"));
        Failure failure = rejection("down", 1);
        assertEquals("image.url", failure.field());
        assertTrue(failure.message().contains("/down.jpg: status 503, the last of 3 tries"), failure.message());
        assertEquals(3, seen("/down.jpg").size());
    }

    @Test
    void whatIsNotThereIsRejectedAtOnce() {
        Host.server().at("/gone.jpg", says(404, new byte[0]));
        outside.request(linked("gone", "/gone.jpg"));
        assertTrue(rejection("gone", 1).message().contains("status 404"));
        assertEquals(1, seen("/gone.jpg").size());
    }

    @Test
    void aRequestOverHttpMayNameAUrlToo() {
        Host.server().at("/http.jpg", says(200, PHOTO));
        assertEquals(
                202,
                new Caller().post("/v1/jobs", linked("by-http", "/http.jpg")).statusCode());
        assertInstanceOf(JobAccepted.class, neighbours.events("by-http", 1).get(0));
    }

    /** The request is the same, so is its place in the store: what was refused must not be found there. */
    @Test
    void whatIsNoPictureIsRejectedAndFetchedAnewNextTime() {
        AtomicInteger asked = new AtomicInteger();
        byte[] text = "no picture".getBytes(StandardCharsets.UTF_8);
        Host.server().at("/fixed.jpg", exchange -> answer(exchange, 200, asked.incrementAndGet() > 1 ? PHOTO : text));
        outside.request(linked("fixed", "/fixed.jpg"));
        assertEquals("image", rejection("fixed", 1).field());
        outside.request(linked("fixed", "/fixed.jpg"));
        assertInstanceOf(JobAccepted.class, neighbours.events("fixed", 2).get(1));
    }

    /** As after a process that died before it sent the request back. */
    @Test
    void whatWasFetchedBeforeIsNotFetchedAgain() {
        byte[] request = linked("kept", "/kept.jpg");
        neighbours.store().put(ObjectKeys.fetched("kept", Sha256.of(request)), PHOTO, "image/jpeg");
        outside.request(request);
        assertInstanceOf(JobAccepted.class, neighbours.events("kept", 1).get(0));
    }

    @Test
    void aJobThatWasCancelledMeanwhileIsNotFetchedFor() {
        Host.server().at("/unwanted.jpg", says(200, PHOTO));
        neighbours.send(Topics.CONTROL, "unwanted", new Cancel("unwanted", "seen enough"));
        neighbours.events("unwanted", 1);
        Map<String, Object> image = Map.of("url", Host.url("/unwanted.jpg"));
        neighbours.send(Topics.FETCHES, "unwanted", Map.of("id", "unwanted", "image", image));
        assertInstanceOf(JobCancelled.class, neighbours.events("unwanted", 2).get(1));
        assertEquals(List.of(), seen("/unwanted.jpg"));
    }

    @Test
    void aUrlElsewhereIsRefusedOnTheTopicAndOverHttp() {
        byte[] request = Requests.with("elsewhere", "image", Map.of("url", "http://127.0.0.1/a.jpg?hidden"));
        outside.request(request);
        Failure failure = rejection("elsewhere", 1);
        assertEquals(List.of("image.url", "http://127.0.0.1/a.jpg"), List.of(failure.field(), failure.found()));
        var answer = new Caller().post("/v1/jobs", request);
        assertEquals(422, answer.statusCode());
        assertEquals("image.url", Caller.json(answer).path("field").asText());
    }

    @Test
    void aRequestTooLargeToWaitIsRefused() {
        Map<String, Object> fields =
                Map.of("id", "padded", "image", Map.of("url", Host.url("/padded.jpg")), "labels", Map.of());
        String json = new String(Requests.json(fields), StandardCharsets.UTF_8);
        outside.request((json + " ".repeat(600 << 10)).getBytes(StandardCharsets.UTF_8));
        assertEquals("request", rejection("padded", 1).field());
    }

    private static byte[] linked(String id, String path) {
        return Requests.with(id, "image", Map.of("url", Host.url(path)));
    }

    /** Says that it cannot, so many times. */
    private static HttpHandler failing(int times) {
        AtomicInteger asked = new AtomicInteger();
        return exchange -> {
            if (asked.incrementAndGet() <= times) {
                answer(exchange, 503, new byte[0]);
            } else {
                answer(exchange, 200, PHOTO);
            }
        };
    }

    private static List<String> seen(String path) {
        return Host.server().seen().stream().filter(uri -> uri.startsWith(path)).toList();
    }

    private Failure rejection(String id, int events) {
        JobEvent last = neighbours.events(id, events).get(events - 1);
        Failure failure = assertInstanceOf(JobRejected.class, last).failure();
        assertFalse(failure.toString().contains("hidden"), failure.toString());
        return failure;
    }

    private List<String> objects(String id) {
        String folder = ObjectKeys.folder(id);
        return neighbours
                .store()
                .list(folder)
                .map(object -> object.key().substring(folder.length()))
                .sorted()
                .toList();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException closed) {
            throw new IllegalStateException(closed);
        }
    }
}
