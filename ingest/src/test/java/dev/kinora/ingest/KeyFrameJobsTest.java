package dev.kinora.ingest;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kinora.contract.Failure;
import dev.kinora.contract.FailureKind;
import dev.kinora.contract.FrameManifest;
import dev.kinora.contract.FrameManifest.Chunk;
import dev.kinora.contract.Interpolation;
import dev.kinora.contract.InterpolationMethod;
import dev.kinora.contract.Job;
import dev.kinora.contract.JobEvent.JobAccepted;
import dev.kinora.contract.JobEvent.JobRejected;
import dev.kinora.contract.JobParameters;
import dev.kinora.contract.ObjectKeys;
import dev.kinora.contract.ObjectRef;
import dev.kinora.contract.StageTask;
import dev.kinora.contract.Topics;
import dev.kinora.testbed.Neighbours;
import dev.kinora.testbed.Servers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Requests that bring their own frames: what becomes of them, and what is refused. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class KeyFrameJobsTest {
    private final Neighbours neighbours = Neighbours.ofApplication();

    @BeforeEach
    void announce() {
        new Outside(neighbours).announce(Requests.NANO);
    }

    @AfterEach
    void leave() {
        neighbours.close();
    }

    /** Of odd size; its archives are copied as they are, each is a task, and no image model hears of it. */
    @Test
    void framesGoStraightToInterpolation() {
        ObjectRef first = archive("a", 0);
        ObjectRef second = archive("a", 4);
        request(
                "brought",
                Map.of(
                        "keyFrames",
                        manifest("a", 5, new Chunk(0, 3, first), new Chunk(4, 4, second)),
                        "interpolation",
                        8,
                        "fps",
                        10,
                        "seed",
                        3,
                        "encoding",
                        Map.of("quality", 70)));

        JobParameters parameters = assertInstanceOf(
                        JobAccepted.class, neighbours.events("brought", 1).get(0))
                .parameters();
        assertEquals(
                List.of(101, 75, 5, 4, 10, 70),
                List.of(
                        parameters.width(),
                        parameters.height(),
                        parameters.frames(),
                        parameters.decodeChunk(),
                        parameters.fps(),
                        parameters.encoding().quality()));
        assertEquals(new Interpolation(8, InterpolationMethod.DIFFUSION), parameters.interpolation());
        assertEquals(80, parameters.playbackFps());
        List<StageTask> tasks = neighbours.records(Topics.FRAMES, "brought", 2).stream()
                .map(message -> neighbours.codec().read(message.value(), StageTask.class))
                .toList();
        ObjectRef copied = new ObjectRef(ObjectKeys.frames("brought", 0, 3), first.bytes(), first.sha256());
        assertEquals(new StageTask("brought", copied), tasks.get(0));
        assertEquals(ObjectKeys.frames("brought", 4, 4), tasks.get(1).input().key());
        assertArrayEquals(neighbours.store().get(first), neighbours.store().get(copied));
        Job job = neighbours.codec().read(neighbours.store().get(ObjectKeys.job("brought")), Job.class);
        assertTrue(job.bringsFrames());
    }

    @Test
    void whatIsToBeLeftAsItIsIsOneTask() {
        request("as-is", Map.of("keyFrames", manifest("b", 2, new Chunk(0, 1, archive("b", 0)))));
        byte[] task = neighbours.records(Topics.FRAMES, "as-is", 1).get(0).value();
        assertEquals(
                ObjectKeys.manifest("as-is"),
                neighbours.codec().read(task, StageTask.class).input().key());
    }

    @Test
    void whatIsNotRightIsNamed() {
        ObjectRef archive = archive("c", 0);
        ObjectRef missing = new ObjectRef("uploads/c/missing.zip", 3, "");
        ObjectRef other = new ObjectRef(archive.key(), archive.bytes(), "00");
        ObjectRef foreign = new ObjectRef("jobs/other/frames/0000-0001.zip", 3, "");
        refused("keyFrames.key", Map.of("keyFrames", Map.of("key", "uploads/nobody-put-this")));
        refused("keyFrames.key", Map.of("keyFrames", Map.of("key", "jobs/x/frames/manifest.json")));
        refused("keyFrames.key", Map.of("keyFrames", Map.of()));
        refused("steps", Map.of("steps", 3, "keyFrames", manifest("c", 2, new Chunk(0, 1, archive))));
        refused("image", Map.of("image", Map.of(), "keyFrames", manifest("c", 2, new Chunk(0, 1, archive))));
        refused("keyFrames.chunks.archive.key", Map.of("keyFrames", manifest("d", 2, new Chunk(0, 1, missing))));
        refused("keyFrames.chunks.archive.key", Map.of("keyFrames", manifest("e", 2, new Chunk(0, 1, foreign))));
        refused("keyFrames.chunks.archive", Map.of("keyFrames", manifest("f", 2, new Chunk(0, 1, other))));
        Chunk[] uneven = {new Chunk(0, 0, archive), new Chunk(1, 2, archive)};
        refused("keyFrames.chunks", Map.of("keyFrames", manifest("g", 3, uneven)));
        refused("keyFrames.frames", Map.of("keyFrames", manifest("h", 0)));
        refused("keyFrames.frames", Map.of("keyFrames", manifest("i", 1025, new Chunk(0, 1024, archive))));
        String gap = "{\"width\":64,\"height\":64,\"frames\":2,\"chunks\":[]}";
        refused("keyFrames.chunks", Map.of("keyFrames", put("j", gap.getBytes(StandardCharsets.UTF_8))));
        refused("keyFrames.message", Map.of("keyFrames", put("k", new byte[] {1, 2, 3})));
    }

    private void refused(String field, Map<String, Object> fields) {
        String id = "refused-" + field.hashCode() + "-" + fields.hashCode();
        request(id, fields);
        Failure failure = assertInstanceOf(
                        JobRejected.class, neighbours.events(id, 1).get(0))
                .failure();
        assertEquals(FailureKind.BAD_INPUT, failure.kind(), failure.message());
        assertEquals(field, failure.field(), failure.message());
    }

    private void request(String id, Map<String, Object> fields) {
        Map<String, Object> request = new HashMap<>(fields);
        request.put("id", id);
        neighbours.send(Topics.REQUESTS, id, request);
    }

    private Map<String, String> manifest(String upload, int frames, Chunk... chunks) {
        return put(upload, neighbours.codec().write(new FrameManifest(101, 75, frames, List.of(chunks), null)));
    }

    private Map<String, String> put(String upload, byte[] manifest) {
        String key = "uploads/" + upload + "/manifest.json";
        neighbours.store().put(key, manifest, "application/json");
        return Map.of("key", key);
    }

    /** What is in it is no affair of this stage. */
    private ObjectRef archive(String upload, int first) {
        byte[] bytes = ("frames from " + first).getBytes(StandardCharsets.UTF_8);
        return neighbours.store().put("uploads/" + upload + "/" + first + ".zip", bytes, "application/zip");
    }
}
