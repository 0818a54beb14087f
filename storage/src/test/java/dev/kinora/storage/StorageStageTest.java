package dev.kinora.storage;

import static dev.kinora.storage.EncodedClips.FRAMES;
import static dev.kinora.storage.EncodedClips.HEIGHT;
import static dev.kinora.storage.EncodedClips.SAMPLING;
import static dev.kinora.storage.EncodedClips.WIDTH;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kinora.contract.ClipResult;
import dev.kinora.contract.Failure;
import dev.kinora.contract.JobEvent;
import dev.kinora.contract.JobEvent.ClipPublished;
import dev.kinora.contract.JobEvent.JobFailed;
import dev.kinora.contract.JobEvent.JobStarted;
import dev.kinora.contract.ObjectKeys;
import dev.kinora.contract.ObjectRef;
import dev.kinora.contract.StageAttempt;
import dev.kinora.contract.StageTask;
import dev.kinora.contract.Topics;
import dev.kinora.testbed.Neighbours;
import dev.kinora.testbed.Servers;
import dev.kinora.testbed.SmallJobs;
import dev.kinora.work.MessageHeaders;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The stage as it runs: its own start and channel, a real broker and a real store. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class StorageStageTest {
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";

    @TempDir
    Path folder;

    private final Neighbours neighbours = Neighbours.ofApplication();

    @AfterEach
    void leave() {
        neighbours.close();
    }

    @Test
    void publishesAClip() throws IOException {
        ObjectRef encoded = encodedClip("published", FRAMES);
        byte[] poster = neighbours.store().get(ObjectKeys.poster("published"));
        StageTask task = new StageTask("published", encoded);
        String traceparent = "00-" + TRACE + "-00f067aa0ba902b7-01";
        neighbours.send(Topics.CLIPS, "published", task, traceparent);

        List<JobEvent> events = neighbours.events("published", 2);
        assertInstanceOf(JobStarted.class, events.get(0));
        ClipPublished published = assertInstanceOf(ClipPublished.class, events.get(1));
        assertEquals(ObjectKeys.publishedClip("published"), published.clip().key());
        assertEquals(encoded.sha256(), published.clip().sha256());
        assertEquals(
                List.of(WIDTH, HEIGHT, FRAMES), List.of(published.width(), published.height(), published.frames()));
        assertEquals(FRAMES / 12.0, published.durationSeconds(), 1e-3);
        assertEquals(42, published.seed());
        assertEquals(SAMPLING, published.sampling());

        byte[] clip = neighbours.store().get(published.clip());
        assertArrayEquals(clip, fetch(published.url()));
        assertArrayEquals(poster, neighbours.store().get(ObjectKeys.publishedPoster("published")));
        assertArrayEquals(EncodedClips.PREVIEW, neighbours.store().get(ObjectKeys.publishedPreview("published")));
        ClipResult result = neighbours.codec().read(neighbours.store().get(published.result()), ClipResult.class);
        assertEquals(SmallJobs.job("published", WIDTH, HEIGHT, FRAMES), result.job());
        assertEquals(published.clip(), result.clip());
        assertEquals(SAMPLING, result.sampling());
        assertEquals(EncodedClips.RECIPE, result.recipe());
        assertEquals(EncodedClips.GENERATION, result.attempts().get(0));
        StageAttempt own = result.attempts().get(1);
        assertEquals(List.of("storage", 1), List.of(own.stage(), own.attempt()));
        assertEquals(Set.of("download", "verify", "publish"), own.seconds().keySet());
        assertFalse(own.started().isBefore(own.queued()), own::toString);
        assertFalse(own.finished().isBefore(own.started()), own::toString);
        assertEquals(2, result.attempts().size());
    }

    @Test
    void carriesTheTraceOfItsTask() throws IOException {
        StageTask task = new StageTask("traced", encodedClip("traced", FRAMES));
        neighbours.send(Topics.CLIPS, "traced", task, "00-" + TRACE + "-00f067aa0ba902b7-01");

        Map<String, String> headers = MessageHeaders.read(
                neighbours.records(Topics.EVENTS, "traced", 2).get(1).headers());
        assertTrue(headers.get(MessageHeaders.TRACEPARENT).startsWith("00-" + TRACE), headers.toString());
        assertEquals("dev.kinora.ClipPublished", headers.get(MessageHeaders.TYPE));
        assertEquals("/kinora/storage", headers.get("ce_source"));
    }

    @Test
    void aRedeliveredTaskIsOnlyAnnouncedAgain() throws IOException {
        StageTask task = new StageTask("twice", encodedClip("twice", FRAMES));
        neighbours.send(Topics.CLIPS, "twice", task);
        neighbours.events("twice", 2);
        neighbours.send(Topics.CLIPS, "twice", task);

        List<JobEvent> events = neighbours.events("twice", 3);
        ClipPublished first = assertInstanceOf(ClipPublished.class, events.get(1));
        ClipPublished second = assertInstanceOf(ClipPublished.class, events.get(2));
        assertEquals(first.result(), second.result());
        assertEquals(first.clip(), second.clip());
    }

    @Test
    void aClipWithAFrameMissingIsNotPublished() throws IOException {
        neighbours.send(Topics.CLIPS, "short", new StageTask("short", encodedClip("short", FRAMES - 1)));
        JobFailed failed = failure("short");
        assertEquals(
                "clip: found 2 frames of 64×48, expected 3 frames of 64×48",
                failed.failure().message());
        assertTrue(neighbours.store().stat(ObjectKeys.publishedClip("short")).isEmpty());
    }

    @Test
    void aClipThatChangedIsNotPublished() throws IOException {
        ObjectRef encoded = encodedClip("changed", FRAMES);
        neighbours.store().put(encoded.key(), new byte[] {1, 2, 3}, "video/mp4");
        neighbours.send(Topics.CLIPS, "changed", new StageTask("changed", encoded));
        assertEquals(encoded.key(), failure("changed").failure().field());
        assertTrue(neighbours.store().stat(ObjectKeys.publishedClip("changed")).isEmpty());
    }

    @Test
    void aClipThatIsGoneIsNamed() throws IOException {
        ObjectRef encoded = encodedClip("gone", FRAMES);
        neighbours.store().remove(encoded.key());
        neighbours.send(Topics.CLIPS, "gone", new StageTask("gone", encoded));
        Failure failure = failure("gone").failure();
        assertEquals(encoded.key(), failure.field());
        String place = "bucket kinora at " + neighbours.store().settings().endpoint();
        assertEquals("object " + encoded.key() + " is missing in " + place, failure.message());
    }

    @Test
    void anotherPublishedClipIsKept() throws IOException {
        byte[] other = {1, 2, 3};
        neighbours.store().put(ObjectKeys.publishedClip("taken"), other, "video/mp4");
        ObjectRef encoded = encodedClip("taken", FRAMES);
        neighbours.send(Topics.CLIPS, "taken", new StageTask("taken", encoded));
        assertTrue(failure("taken").failure().message().contains(encoded.sha256()));
        assertArrayEquals(other, neighbours.store().get(ObjectKeys.publishedClip("taken")));
    }

    @Test
    void aMalformedTaskIsSetAsideAndTheNextOneDone() throws IOException {
        neighbours.send(Topics.CLIPS, "malformed", Map.of("id", "malformed", "colour", "red"));
        neighbours.send(Topics.CLIPS, "next", new StageTask("next", encodedClip("next", FRAMES)));

        assertInstanceOf(ClipPublished.class, neighbours.events("next", 2).get(1));
        assertEquals(Topics.CLIPS, neighbours.deadLetterWith("colour").topic());
    }

    private JobFailed failure(String id) {
        List<JobEvent> started = neighbours.events(id, 4); // three tries
        return assertInstanceOf(JobFailed.class, started.get(3));
    }

    private ObjectRef encodedClip(String id, int frames) throws IOException {
        return new EncodedClips(neighbours.store(), folder).put(id, frames);
    }

    private static byte[] fetch(String url) throws IOException {
        try (InputStream body = URI.create(url).toURL().openStream()) {
            return body.readAllBytes();
        }
    }
}
