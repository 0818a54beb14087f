package dev.kinora.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kinora.contract.Failure;
import dev.kinora.contract.FailureException;
import dev.kinora.contract.FailureKind;
import dev.kinora.engine.golden.TinyModels;
import dev.kinora.engine.image.RgbImage;
import dev.kinora.inference.Cancellation;
import dev.kinora.inference.CancelledException;
import dev.kinora.inference.InferenceRuntime;
import dev.kinora.inference.Tensor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How the sampler behaves, on small windows of the bundled model. */
class InterpolationSamplerTest {
    private static InferenceRuntime runtime;
    private static InterpolationSampler sampler;

    @BeforeAll
    static void open() {
        runtime = new InferenceRuntime(2);
        sampler = InterpolationSampler.open(ModelFolder.open(BundledModel.FOLDER), runtime);
    }

    @AfterAll
    static void close() {
        sampler.close();
        runtime.close();
    }

    @Test
    void theSameWindowGivesTheSameBytes() {
        byte[] first = sample(sampler, 7, 45, 1);
        assertArrayEquals(first, sample(sampler, 7, 45, 1));
        assertFalse(Arrays.equals(first, sample(sampler, 7, 45, 2)), "another seed");
        assertFalse(Arrays.equals(first, sample(sampler, 25, 45, 1)), "another frame rate");
        assertFalse(Arrays.equals(first, sample(sampler, 7, 200, 1)), "another motion bucket");
    }

    @Test
    void windowsSampledTogetherGiveTheBytesOfEachAlone() {
        byte[] first = sample(sampler, 7, 45, 1);
        byte[] second = sample(sampler, 7, 45, 2);
        byte[] both = sample(sampler, 7, 45, 1, 2);
        assertArrayEquals(first, Arrays.copyOf(both, first.length));
        assertArrayEquals(second, Arrays.copyOfRange(both, first.length, both.length));
    }

    @Test
    void oneThreadGivesTheBytesOfTwo() {
        try (InferenceRuntime single = new InferenceRuntime(1);
                InterpolationSampler other = InterpolationSampler.open(ModelFolder.open(BundledModel.FOLDER), single)) {
            assertArrayEquals(sample(sampler, 7, 45, 1), sample(other, 7, 45, 1));
        }
    }

    @Test
    void threeFramesOfTheSameSizeForEachWindow() {
        List<List<RgbImage>> made = sampler.between(windows(sampler, 64, 1, 2), 7, 45, new Cancellation());
        assertEquals(List.of(3, 3), made.stream().map(List::size).toList());
        made.forEach(frames -> frames.forEach(frame -> assertEquals(64, frame.width())));
    }

    /** 61 pixels become 64 for the autoencoder. */
    @Test
    void oddSidesStayAsTheyAre() {
        RgbImage made = sampler.between(windows(sampler, 61, 1), 7, 45, new Cancellation())
                .get(0)
                .get(1);
        assertEquals(61, made.width());
        assertEquals(61, made.height());
    }

    /** Told to stop from another thread while the network is at its second step, which takes much longer than that. */
    @Test
    void stopsInTheMiddleOfAStep() throws InterruptedException {
        List<FrameWindow> windows = windows(sampler, 640, 1);
        Cancellation cancellation = new Cancellation();
        Thread canceller = new Thread(() -> {
            LockSupport.parkNanos(20_000_000);
            cancellation.cancel();
        });
        int[] steps = {0};
        RunObserver observer = new RunObserver() {
            @Override
            public void stepped(int step, Tensor latents) {
                if (steps[0]++ == 0) {
                    canceller.start();
                }
            }
        };
        assertThrows(CancelledException.class, () -> sampler.run(windows, 7, 45, observer, cancellation));
        canceller.join();
        assertEquals(1, steps[0], "steps finished");
        assertEquals(3, sample(sampler, 7, 45, 1).length / (3 * 64 * 64), "frames made afterwards");
    }

    @Test
    void aModelWithoutTheNetworkIsRefused(@TempDir Path folder) throws IOException {
        TinyModels.pipelineA(folder);
        ModelFolder model = ModelFolder.open(folder);
        Failure failure = assertThrows(FailureException.class, () -> InterpolationSampler.open(model, runtime))
                .failure();
        assertEquals(FailureKind.BAD_INPUT, failure.kind());
        assertEquals("model", failure.field());
        assertTrue(failure.found().contains(model.name()), failure.found());
    }

    /** An image-to-video network in its place: 8 channels, none for the mask. */
    @Test
    void aNetworkOfAnotherKindIsRefused(@TempDir Path folder) throws IOException {
        TinyModels.pipelineA(folder);
        TinyModels.unet(folder.resolve("interpolation/unet"));
        ModelFolder model = ModelFolder.open(folder);
        Failure failure = assertThrows(FailureException.class, () -> InterpolationSampler.open(model, runtime))
                .failure();
        assertEquals(FailureKind.BAD_INPUT, failure.kind());
        assertTrue(failure.found().endsWith("interpolation/unet/config.json: in_channels 8"), failure.found());
        assertEquals("9 for out_channels 4", failure.expected());
    }

    private static byte[] sample(InterpolationSampler by, int fps, int motionBucket, long... seeds) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        by.between(windows(by, 64, seeds), fps, motionBucket, new Cancellation())
                .forEach(frames -> frames.forEach(frame -> bytes.writeBytes(frame.rgb())));
        return bytes.toByteArray();
    }

    private static List<FrameWindow> windows(InterpolationSampler by, int side, long... seeds) {
        KeyFrame first = by.keyFrame(picture(side, 0), new Cancellation());
        KeyFrame last = by.keyFrame(picture(side, 9), new Cancellation());
        return Arrays.stream(seeds)
                .mapToObj(seed -> new FrameWindow(first, last, seed))
                .toList();
    }

    /** Coloured waves, moved to the left. */
    private static RgbImage picture(int side, int shift) {
        byte[] rgb = new byte[3 * side * side];
        for (int i = 0; i < rgb.length; i++) {
            int x = i / 3 % side + shift;
            int y = i / 3 / side;
            rgb[i] = (byte) (128 + 90 * Math.sin(x / 7.0 + i % 3) * Math.cos(y / 11.0));
        }
        return new RgbImage(side, side, rgb);
    }
}
