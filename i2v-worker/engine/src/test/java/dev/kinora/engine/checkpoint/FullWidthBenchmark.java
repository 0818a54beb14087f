package dev.kinora.engine.checkpoint;

import com.sun.management.OperatingSystemMXBean;
import dev.kinora.engine.golden.Golden;
import dev.kinora.engine.golden.SeededWeights;
import dev.kinora.engine.network.Component;
import dev.kinora.engine.network.Conditioning;
import dev.kinora.engine.network.Denoiser;
import dev.kinora.inference.Cancellation;
import dev.kinora.inference.InferenceRuntime;
import dev.kinora.inference.Tensor;
import dev.kinora.inference.graph.ProductSpeed;
import dev.kinora.inference.weights.DeclaredWeights;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * Loads the UNet of the published width, with seeded weights, and runs steps of it: 2 frames of 8 × 16 latent cells, with
 * guidance. Prints memory (Linux) and times, and checks the result. Run by {@code deploy/full-width FOLDER [threads]}, which
 * keeps the weights, 6.1 GB, in the folder for the next time.
 */
public final class FullWidthBenchmark {
    private static final Path PUBLISHED = Path.of(
            "i2v-worker/engine/src/test/resources/published/stable-video-diffusion-img2vid-xt/unet/config.json");
    private static final int STEPS = 5;
    private static final int FRAMES = 2;
    private static final Resolution LATENTS = new Resolution(8, 16);
    private static final float SIGMA = 2;

    /**
     * Of diffusers 0.42 on torch 2.15, float32 on the CPU: {@code UNetSpatioTemporalConditionModel()} filled by the seeded
     * draws, called on both branches at t = ¼ ln 2, with guidance 1 and 3 and the preconditioning of EDM. The sum over 1.5
     * billion weights is taken in another order here, so the tolerance is that of a pipeline.
     */
    private static final Golden DENOISED = new Golden(
            5e-4,
            -0.3489685,
            1.070518,
            -0.8889092,
            -0.4041829,
            -1.068142,
            -1.520411,
            0.1754647,
            0.2328887,
            -2.663055,
            0.4623837);

    private FullWidthBenchmark() {}

    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments[0]).resolve("unet");
        int threads =
                arguments.length < 2 ? Runtime.getRuntime().availableProcessors() : Integer.parseInt(arguments[1]);
        Map<String, long[]> shapes = write(folder);
        try (InferenceRuntime runtime = new InferenceRuntime(threads)) {
            System.out.printf("threads        %d%n", threads);
            System.out.printf("products       %.0f GFLOP/s%n", ProductSpeed.measure(runtime) / 1e9);
            System.out.printf("a step         %.1f GFLOP%n", operations(shapes) / 1e9);
            Moment before = Moment.now();
            System.out.println("before         " + memory());
            try (Denoiser denoiser = Denoiser.open(folder, runtime)) {
                System.out.println("loaded         " + before.since() + ", " + memory());
                for (int step = 0; step < STEPS; step++) {
                    Moment start = Moment.now();
                    Tensor denoised = step(denoiser);
                    System.out.println("step           " + start.since(operations(shapes)) + ", " + memory());
                    DENOISED.check(denoised);
                }
            }
        }
    }

    /** The result is that of the reference, or this ends here. */
    private static Tensor step(Denoiser denoiser) {
        Tensor latents = SeededWeights.input("in:full.latents", FRAMES, 4, LATENTS.height(), LATENTS.width());
        for (int i = 0; i < latents.size(); i++) {
            latents.data().put(i, 3 * latents.data().get(i));
        }
        Conditioning conditioning = new Conditioning(
                SeededWeights.input("in:full.image", 1, 4, LATENTS.height(), LATENTS.width()),
                SeededWeights.input("in:full.ehs", 1, 1024),
                new float[] {6, 127, 0.02f},
                new float[] {1, 3},
                Map.of());
        return denoiser.denoise(latents, SIGMA, conditioning, new Cancellation());
    }

    private static double operations(Map<String, long[]> shapes) {
        return UnetCost.of(shapes, 2, FRAMES, LATENTS, 1).operations();
    }

    /** Writes the weights unless they are there, and returns their shapes. */
    private static Map<String, long[]> write(Path folder) throws IOException {
        Files.createDirectories(folder);
        String config = Files.readString(PUBLISHED);
        Files.writeString(folder.resolve("config.json"), config);
        DeclaredWeights declared = Component.UNET.tensors(folder);
        Path file = folder.resolve("diffusion_pytorch_model.safetensors");
        if (!Files.exists(file)) {
            long start = System.nanoTime();
            SeededWeights.component(folder, "unet", config, declared.shapes());
            System.out.printf("written        %.1f s%n", (System.nanoTime() - start) / 1e9);
        }
        System.out.printf("file           %d numbers, %d bytes%n", declared.parameters(), Files.size(file));
        return declared.shapes();
    }

    /** Wall and processor time, which differ where other programs want the processors too. */
    private record Moment(long wallNanos, long processorNanos) {
        private static final OperatingSystemMXBean SYSTEM =
                ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

        static Moment now() {
            return new Moment(System.nanoTime(), SYSTEM.getProcessCpuTime());
        }

        String since() {
            return "%.2f s, %.2f s of processors".formatted(wallSeconds(), processorSeconds());
        }

        String since(double operations) {
            return "%s, %.0f GFLOP/s, %.0f a processor"
                    .formatted(since(), operations / wallSeconds() / 1e9, operations / processorSeconds() / 1e9);
        }

        private double wallSeconds() {
            return (System.nanoTime() - wallNanos) / 1e9;
        }

        private double processorSeconds() {
            return (SYSTEM.getProcessCpuTime() - processorNanos) / 1e9;
        }
    }

    private static String memory() throws IOException {
        return "resident %s, at most %s".formatted(status("VmRSS"), status("VmHWM"));
    }

    private static String status(String key) throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith(key))
                .map(line -> "%.2f GB".formatted(Long.parseLong(line.replaceAll("\\D", "")) * 1024 / 1e9))
                .findFirst()
                .orElse("unknown");
    }
}
