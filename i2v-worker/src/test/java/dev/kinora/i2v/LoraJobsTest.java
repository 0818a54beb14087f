package dev.kinora.i2v;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kinora.contract.CameraMove;
import dev.kinora.contract.Failure;
import dev.kinora.contract.FailureKind;
import dev.kinora.contract.FrameManifest;
import dev.kinora.contract.Job;
import dev.kinora.contract.JobEvent.FramesGenerated;
import dev.kinora.contract.JobEvent.JobFailed;
import dev.kinora.contract.JobParameters;
import dev.kinora.contract.JobTerms;
import dev.kinora.contract.ModelAnnouncement;
import dev.kinora.contract.ObjectKeys;
import dev.kinora.contract.ObjectRef;
import dev.kinora.contract.StageTask;
import dev.kinora.contract.Topics;
import dev.kinora.engine.image.RgbImage;
import dev.kinora.testbed.Neighbours;
import dev.kinora.testbed.Servers;
import dev.kinora.testbed.SmallJobs;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Jobs that bring their own LoRAs, good and bad, to the stage as it runs. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
@QuarkusTestResource(TestModels.class)
class LoraJobsTest {
    private static final int SIZE = 64;
    private static final Path STATIC = TestModels.NANO.resolve("loras/static.safetensors");
    private static final String TYPE = "application/octet-stream";

    private final Neighbours neighbours = Neighbours.ofApplication();

    @AfterEach
    void leave() {
        neighbours.close();
    }

    @Test
    void aLoraOfTheStoreDoesWhatThePresetOfTheSameFileDoes() {
        ObjectRef lora = neighbours.store().put("uploads/mine.safetensors", STATIC, TYPE);
        byte[] brought = frames("brought", List.of(new CameraMove(null, lora, 0.5), new CameraMove("pan-left", 0.6)));
        byte[] presets = frames("presets", List.of(new CameraMove("static", 0.5), new CameraMove("pan-left", 0.6)));
        assertArrayEquals(presets, brought);
        assertTrue(!Arrays.equals(brought, frames("plain", List.of())), "the camera moves");
    }

    @Test
    void presetsOfRegisteredFoldersAreOffered() {
        byte[] message = neighbours.records(Topics.MODELS, "nano", 1).get(0).value();
        List<String> presets =
                neighbours.codec().read(message, ModelAnnouncement.class).presets();
        assertTrue(presets.containsAll(List.of("pan-left", TestModels.REGISTERED_PRESET)), presets.toString());
        assertArrayEquals(
                frames("own", List.of(new CameraMove("static", 1))),
                frames("registered", List.of(new CameraMove(TestModels.REGISTERED_PRESET, 1))));
    }

    @Test
    void whatIsNoLoraFailsItsJobAndTheNextOneWorks() throws IOException {
        byte[] pickle = "PK\3\4 and so on".getBytes(StandardCharsets.ISO_8859_1);
        Failure refused = failure("pickle", neighbours.store().put("uploads/lora.bin", pickle, TYPE));
        assertEquals(List.of("uploads/lora.bin", "a pickle file"), List.of(refused.field(), refused.found()));

        byte[] cut = Arrays.copyOf(Files.readAllBytes(STATIC), 100_000);
        refused = failure("cut", neighbours.store().put("uploads/cut.safetensors", cut, TYPE));
        assertTrue(refused.message().contains("the file is cut short"), refused.message());

        frames("after-the-bad-ones", List.of(new CameraMove("static", 1)));
    }

    @Test
    void aLoraThatChangedSinceTheRequestIsRefused() throws IOException {
        ObjectRef lora = neighbours.store().put("uploads/changing.safetensors", STATIC, TYPE);
        neighbours.store().put(lora.key(), new byte[] {1, 2, 3}, TYPE);
        Failure refused = failure("changed", new ObjectRef(lora.key(), lora.bytes(), "0".repeat(64)));
        assertEquals("camera.lora", refused.field());
        assertEquals("uploads/changing.safetensors with other bytes", refused.found());

        Failure gone = failure("gone", new ObjectRef("uploads/gone", 1, "1".repeat(64)));
        assertEquals("uploads/gone, which is gone", gone.found());
    }

    /** The last frame as it lies in the store. */
    private byte[] frames(String id, List<CameraMove> camera) {
        submit(id, camera);
        FramesGenerated generated =
                assertInstanceOf(FramesGenerated.class, neighbours.events(id, 2).get(1));
        FrameManifest manifest =
                neighbours.codec().read(neighbours.store().get(generated.manifest()), FrameManifest.class);
        return neighbours.store().get(manifest.chunks().get(1).archive());
    }

    private Failure failure(String id, ObjectRef lora) {
        submit(id, List.of(new CameraMove(null, lora, 1)));
        Failure failure = assertInstanceOf(
                        JobFailed.class, neighbours.events(id, 2).get(1))
                .failure();
        assertEquals(FailureKind.BAD_INPUT, failure.kind());
        return failure;
    }

    private void submit(String id, List<CameraMove> camera) {
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        new RgbImage(SIZE, SIZE, SmallJobs.gradient(SIZE, SIZE, 0)).writePng(png);
        ObjectRef still = neighbours.store().put(ObjectKeys.still(id), png.toByteArray(), "image/png");
        JobParameters parameters = SmallJobs.parameters(SIZE, SIZE, 2, 1, camera);
        Job job = new Job(id, "nano", still, parameters, JobTerms.DEFAULT, Map.of(), "");
        ObjectRef stored =
                neighbours.store().put(ObjectKeys.job(id), neighbours.codec().write(job), "application/json");
        neighbours.send(Topics.jobs("nano"), id, new StageTask(id, stored));
    }
}
