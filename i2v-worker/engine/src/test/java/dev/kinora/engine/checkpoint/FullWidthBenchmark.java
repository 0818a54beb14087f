package dev.kinora.engine.checkpoint;

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
            double speed = ProductSpeed.measure(runtime);
            System.out.printf("threads        %d, matrix products %.0f GFLOP/s%n", threads, speed / 1e9);
            report("before", 0);
            long start = System.nanoTime();
            try (Denoiser denoiser = Denoiser.open(folder, runtime)) {
                report("loaded", start);
                for (int step = 0; step < STEPS; step++) {
                    start = System.nanoTime();
                    DENOISED.check(step(denoiser));
                    report("step " + step, start);
                    compare(shapes, (System.nanoTime() - start) / 1e9, speed);
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

    private static void compare(Map<String, long[]> shapes, double seconds, double speed) {
        double operations = UnetCost.of(shapes, 2, FRAMES, LATENTS, 1).operations();
        double reached = operations / seconds;
        System.out.printf(
                "               %.1f GFLOP, %.0f GFLOP/s, %.0f %% of the products' rate%n",
                operations / 1e9, reached / 1e9, 100 * reached / speed);
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

    private static void report(String what, long startNanos) throws IOException {
        String time = startNanos == 0 ? "" : "%.2f s".formatted((System.nanoTime() - startNanos) / 1e9);
        System.out.printf("%-14s %-8s  resident %s, at most %s%n", what, time, status("VmRSS"), status("VmHWM"));
    }

    private static String status(String key) throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith(key))
                .map(line -> "%.2f GB".formatted(Long.parseLong(line.replaceAll("\\D", "")) * 1024 / 1e9))
                .findFirst()
                .orElse("unknown");
    }
}
