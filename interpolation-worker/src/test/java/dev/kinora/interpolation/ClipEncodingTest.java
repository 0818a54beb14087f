package dev.kinora.interpolation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kinora.contract.Encoding;
import dev.kinora.contract.Encoding.Limit;
import dev.kinora.contract.EncodingParameters;
import dev.kinora.contract.FailureException;
import dev.kinora.contract.FailureKind;
import dev.kinora.contract.FrameManifest;
import dev.kinora.contract.FrameManifest.Chunk;
import dev.kinora.contract.Job;
import dev.kinora.contract.ObjectKeys;
import dev.kinora.contract.ObjectRef;
import dev.kinora.contract.Recipe;
import dev.kinora.contract.StageTask;
import dev.kinora.contract.Stages;
import dev.kinora.contract.Topics;
import dev.kinora.contract.VideoEncoder;
import dev.kinora.mp4.ClipEncoders;
import dev.kinora.mp4.ClipTags;
import dev.kinora.testbed.LosableLease;
import dev.kinora.testbed.Neighbours;
import dev.kinora.testbed.Servers;
import dev.kinora.testbed.SmallJobs;
import dev.kinora.work.Announcer;
import dev.kinora.work.WorkItem;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How the stage obeys a job's {@code encoding}: a real store, and an ffmpeg that is there or not. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class ClipEncodingTest {
    private static final int FRAMES = 6;

    @TempDir
    Path folder;

    private final Neighbours neighbours = Neighbours.ofApplication();
    private final StoredChunks chunks = new StoredChunks(neighbours);
    private final List<String> said = new ArrayList<>();

    @AfterEach
    void leave() {
        neighbours.close();
    }

    @Test
    void aSizeIsKeptAndTheRecipeTellsHow() throws IOException {
        for (VideoEncoder encoder : VideoEncoder.values()) {
            Path clip = folder.resolve("clip.mp4");
            String id = "sized-" + encoder.word();
            handle(id, new EncodingParameters(null, null, 5_000L, 3, encoder), "ffmpeg");
            ObjectRef stored = neighbours.store().stat(ObjectKeys.clip(id)).orElseThrow();
            assertTrue(stored.bytes() <= 5_000, id + ": " + stored);
            neighbours.store().download(stored, clip);
            byte[] recipe = ClipTags.read(clip).get(ClipTags.RECIPE).getBytes(StandardCharsets.UTF_8);
            Encoding encoding = neighbours.codec().read(recipe, Recipe.class).encoding();
            assertEquals(3, encoding.keyInterval());
            assertFalse(encoding.limit() == Limit.EXCEEDED, id);
            assertEquals(encoder == VideoEncoder.FFMPEG, encoding.codec().contains("libx264"));
            assertTrue(said.stream().anyMatch(message -> message.contains("\"encode pass 2\"")), said::toString);
            said.clear();
        }
    }

    /** Before any frame is read, to say nothing of made. */
    @Test
    void whereThereIsNoFfmpegTheJobIsRefused() {
        EncodingParameters encoding = new EncodingParameters(80, null, null, 48, VideoEncoder.FFMPEG);
        FailureException refused =
                assertThrows(FailureException.class, () -> handle("refused", encoding, "no-such-ffmpeg"));
        assertEquals(FailureKind.BAD_INPUT, refused.failure().kind());
        assertEquals("encoding.encoder", refused.failure().field());
        assertEquals(
                "ffmpeg, but no-such-ffmpeg does not start", refused.failure().found());
    }

    private void handle(String id, EncodingParameters encoding, String ffmpeg) throws IOException {
        Job small = SmallJobs.job(id, StoredChunks.WIDTH, StoredChunks.HEIGHT, FRAMES);
        Job job = new Job(
                id,
                small.model(),
                small.source(),
                SmallJobs.encoded(small.parameters(), encoding),
                small.terms(),
                small.labels(),
                small.requestSha256());
        neighbours.store().put(ObjectKeys.job(id), neighbours.codec().write(job), "application/json");
        Announcer announcer = new Announcer(neighbours.broker(), Stages.INTERPOLATION, message -> {
            said.add(new String(message.value(), StandardCharsets.UTF_8));
            return CompletableFuture.completedFuture(null);
        });
        WorkItem item =
                new WorkItem(new StageTask(id, frames(id)), Topics.FRAMES, 0, 0, 1, Map.of(), new LosableLease());
        new ClipAssembly(neighbours.store(), announcer, new ClipEncoders(ffmpeg), null, folder).handle(item);
    }

    private ObjectRef frames(String id) throws IOException {
        Chunk chunk = new Chunk(0, FRAMES - 1, chunks.put(id, 0, FRAMES - 1));
        FrameManifest manifest =
                new FrameManifest(StoredChunks.WIDTH, StoredChunks.HEIGHT, FRAMES, List.of(chunk), null);
        return neighbours
                .store()
                .put(ObjectKeys.manifest(id), neighbours.codec().write(manifest), "application/json");
    }
}
