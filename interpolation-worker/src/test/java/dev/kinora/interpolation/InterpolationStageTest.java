package dev.kinora.interpolation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kinora.contract.FrameManifest;
import dev.kinora.contract.FrameManifest.Chunk;
import dev.kinora.contract.JobEvent;
import dev.kinora.contract.JobEvent.ClipEncoded;
import dev.kinora.contract.JobEvent.JobFailed;
import dev.kinora.contract.JobEvent.JobStarted;
import dev.kinora.contract.JobProgress;
import dev.kinora.contract.ObjectKeys;
import dev.kinora.contract.ObjectRef;
import dev.kinora.contract.StageTask;
import dev.kinora.contract.Topics;
import dev.kinora.mp4.Mp4Probe;
import dev.kinora.mp4.Poster;
import dev.kinora.testbed.Neighbours;
import dev.kinora.testbed.Servers;
import dev.kinora.testbed.SmallJobs;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The stage as it runs: its own start and channel, a real broker and a real store. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class InterpolationStageTest {
    private static final int WIDTH = StoredChunks.WIDTH;
    private static final int HEIGHT = StoredChunks.HEIGHT;
    private static final int FRAMES = 6;

    @TempDir
    Path folder;

    private final Neighbours neighbours = Neighbours.ofApplication();
    private final StoredChunks chunks = new StoredChunks(neighbours);

    @AfterEach
    void leave() {
        neighbours.close();
    }

    @Test
    void encodesTheFramesInOrder() throws IOException {
        neighbours.send(Topics.FRAMES, "encoded", task("encoded"));

        List<JobEvent> events = neighbours.events("encoded", 2);
        assertInstanceOf(JobStarted.class, events.get(0));
        ObjectRef clip = assertInstanceOf(ClipEncoded.class, events.get(1)).clip();
        assertEquals(ObjectKeys.clip("encoded"), clip.key());

        Path file = folder.resolve("clip.mp4");
        neighbours.store().download(clip, file);
        assertEquals(new Mp4Probe(WIDTH, HEIGHT, FRAMES, FRAMES / 12.0), Mp4Probe.read(file));
        assertArrayEquals(
                Poster.jpeg(StoredChunks.picture(0)), neighbours.store().get(ObjectKeys.poster("encoded")));

        byte[] preview = neighbours.store().get(ObjectKeys.preview("encoded"));
        assertEquals("GIF89a", new String(preview, 0, 6, StandardCharsets.US_ASCII));

        byte[] next = neighbours.records(Topics.CLIPS, "encoded", 1).get(0).value();
        assertEquals(new StageTask("encoded", clip), neighbours.codec().read(next, StageTask.class));
    }

    @Test
    void equalFramesMakeEqualClips() throws IOException {
        neighbours.send(Topics.FRAMES, "one", task("one"));
        neighbours.send(Topics.FRAMES, "other", task("other"));
        ClipEncoded one = (ClipEncoded) neighbours.events("one", 2).get(1);
        ClipEncoded other = (ClipEncoded) neighbours.events("other", 2).get(1);
        assertEquals(one.clip().sha256(), other.clip().sha256());
    }

    @Test
    void tellsProgress() throws IOException {
        neighbours.send(Topics.FRAMES, "telling", task("telling"));
        byte[] message =
                neighbours.records(Topics.PROGRESS, "telling", 1).get(0).value();
        JobProgress progress = neighbours.codec().read(message, JobProgress.class);
        assertEquals("encode", progress.activity());
        assertEquals(List.of(1, FRAMES), List.of(progress.done(), progress.total()));
    }

    @Test
    void aRedeliveredTaskIsOnlyAnnouncedAgain() throws IOException {
        StageTask task = task("twice");
        neighbours.send(Topics.FRAMES, "twice", task);
        neighbours.events("twice", 2);
        neighbours.send(Topics.FRAMES, "twice", task);

        List<JobEvent> events = neighbours.events("twice", 3);
        assertEquals(events.get(1), events.get(2));
        assertInstanceOf(ClipEncoded.class, events.get(2));
        assertEquals(2, neighbours.records(Topics.CLIPS, "twice", 2).size());
    }

    @Test
    void aMissingFrameFailsTheJobByName() throws IOException {
        neighbours.sendRetriesBack();
        ObjectRef whole = chunks.put("gap", 0, 3);
        ObjectRef shorter = chunks.put("gap", 4, 4);
        FrameManifest manifest = new FrameManifest(
                WIDTH, HEIGHT, FRAMES, List.of(new Chunk(0, 3, whole), new Chunk(4, 5, shorter)), null);
        neighbours.send(Topics.FRAMES, "gap", task("gap", manifest));

        JobFailed failed =
                assertInstanceOf(JobFailed.class, neighbours.events("gap", 4).get(3));
        assertEquals(
                "frames: found the end of the archive, expected frame-0005.png",
                failed.failure().message());
        assertTrue(neighbours.store().stat(ObjectKeys.clip("gap")).isEmpty());
    }

    @Test
    void aMalformedTaskIsSetAsideAndTheNextOneDone() throws IOException {
        neighbours.send(Topics.FRAMES, "malformed", Map.of("id", "malformed", "colour", "red"));
        neighbours.send(Topics.FRAMES, "next", task("next"));

        assertInstanceOf(ClipEncoded.class, neighbours.events("next", 2).get(1));
        assertEquals(Topics.FRAMES, neighbours.deadLetterWith("colour").topic());
    }

    private StageTask task(String id) throws IOException {
        Chunk first = new Chunk(0, 3, chunks.put(id, 0, 3));
        Chunk second = new Chunk(4, 5, chunks.put(id, 4, 5));
        return task(id, new FrameManifest(WIDTH, HEIGHT, FRAMES, List.of(first, second), null));
    }

    private StageTask task(String id, FrameManifest manifest) {
        byte[] job = neighbours.codec().write(SmallJobs.job(id, WIDTH, HEIGHT, FRAMES));
        neighbours.store().put(ObjectKeys.job(id), job, "application/json");
        byte[] body = neighbours.codec().write(manifest);
        return new StageTask(id, neighbours.store().put(ObjectKeys.manifest(id), body, "application/json"));
    }
}
