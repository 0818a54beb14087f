package dev.kinora.engine;

import dev.kinora.contract.CameraMove;
import dev.kinora.contract.ObjectRef;
import dev.kinora.engine.golden.ModelKeys;
import dev.kinora.engine.golden.SeededWeights;
import dev.kinora.engine.lora.ModuleNames;
import dev.kinora.engine.network.Conditioning;
import dev.kinora.engine.network.ContextTokens;
import dev.kinora.engine.network.Denoiser;
import dev.kinora.engine.network.LoraFeed;
import dev.kinora.inference.Cancellation;
import dev.kinora.inference.InferenceRuntime;
import dev.kinora.inference.Tensor;
import dev.kinora.inference.graph.LinearShape;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What camera moves cost: to change from one job's to the next one's, and on each step. Least CPU time of the calling thread
 * over the runs, those of a table interleaved, with a single thread so that all work is the caller's. From the project's
 * root, after a build with tests, with room for files in the folder named:
 * {@code java -Dkinora.root=. -cp <test class path of this module> dev.kinora.engine.LoraBenchmark FOLDER [runs]}.
 */
public final class LoraBenchmark {
    private static final int FRAMES = 14;
    private static final int HEIGHT = 24;
    private static final int WIDTH = 40;
    private static final int SWAPS = 50;

    /** Widths of the attentions of the published network: down, middle, up. */
    private static final List<Integer> PUBLISHED =
            List.of(320, 320, 640, 640, 1280, 1280, 1280, 1280, 1280, 1280, 640, 640, 640, 320, 320, 320);

    private LoraBenchmark() {}

    public static void main(String[] arguments) throws IOException {
        Path folder = Files.createDirectories(Path.of(arguments[0]));
        int runs = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 20;
        ModelFolder nano = ModelFolder.open(BundledModel.FOLDER);
        ModuleNames names = new ModuleNames(Denoiser.loraModules(nano.unet()));
        CameraMoves moves = new CameraMoves(nano, names, LoraFiles.NONE);
        List<CameraMove> two = List.of(new CameraMove("pan-left", 0.6), new CameraMove("static", 0.5));
        swap("two presets of nano", moves, two);
        swap("one of SVD-XT's size", published(nano, folder), List.of(brought()));
        swap("two of SVD-XT's size", published(nano, folder), List.of(brought(), brought()));

        steps("nano", nano.unet(), Widths.of(16, 16, 64), moves.feeds(two), runs);
        steps("width 320", wide(folder), Widths.of(4, 4, 1024), Map.of(), Math.max(3, runs / 5));
    }

    private record Widths(int latents, int joined, int context) {
        static Widths of(int latents, int joined, int context) {
            return new Widths(latents, joined, context);
        }
    }

    private static void swap(String name, CameraMoves moves, List<CameraMove> camera) {
        double least = Double.MAX_VALUE;
        for (int i = 0; i < SWAPS; i++) {
            long start = cpuNanos();
            moves.feeds(camera);
            least = Math.min(least, (cpuNanos() - start) / 1e6);
        }
        System.out.printf("swap  %-24s %6.1f ms%n", name, least);
    }

    private static void steps(String name, Path unet, Widths widths, Map<String, LoraFeed> moves, int runs) {
        Set<String> all = Denoiser.loraModules(unet).keySet();
        try (InferenceRuntime runtime = new InferenceRuntime(1);
                Denoiser without = Denoiser.open(unet, runtime);
                Denoiser with = Denoiser.open(unet, runtime, ContextTokens.ONE, all)) {
            Map<String, Runnable> steps = new LinkedHashMap<>();
            steps.put("no LoRA inputs", step(without, widths, Map.of()));
            steps.put(all.size() + " Linears, no LoRA", step(with, widths, Map.of()));
            if (!moves.isEmpty()) {
                steps.put(moves.size() + " Linears changed", step(with, widths, moves));
            }
            Map<String, Double> least = new LinkedHashMap<>();
            for (int i = 0; i < runs; i++) {
                steps.forEach((kind, step) -> least.merge(kind, timed(step), Math::min));
            }
            least.forEach((kind, millis) -> System.out.printf("step  %-10s %-24s %7.1f ms%n", name, kind, millis));
        }
    }

    private static Runnable step(Denoiser denoiser, Widths widths, Map<String, LoraFeed> moves) {
        Tensor latents = SeededWeights.input("latents", FRAMES, widths.latents(), HEIGHT, WIDTH);
        Tensor image = SeededWeights.input("image", 1, widths.joined(), HEIGHT, WIDTH);
        Tensor embedding = SeededWeights.input("embedding", 1, widths.context());
        float[] timeIds = {6, 127, 0.02f};
        Conditioning conditioning = new Conditioning(image, embedding, timeIds, new float[0], moves);
        return () -> denoiser.denoise(latents, 2, conditioning, new Cancellation());
    }

    /** The published network's finest level alone, two of its attentions, on the way down and up each one more. */
    private static Path wide(Path folder) throws IOException {
        Path unet = folder.resolve("unet");
        ModelKeys.Unet keys =
                new ModelKeys.Unet(8, 4, List.of(320), List.of(1), List.of(1), List.of(true), List.of(true), 1024, 768);
        String config =
                """
                {"block_out_channels": [320], "layers_per_block": 1, "num_attention_heads": [5],
                 "down_block_types": ["CrossAttnDownBlockSpatioTemporal"],
                 "up_block_types": ["CrossAttnUpBlockSpatioTemporal"]}
                """;
        SeededWeights.component(unet, "unet", config, ModelKeys.unet(keys));
        return unet;
    }

    /** A LoRA of rank 16 on the temporal attention of the published network: 3.3 M numbers in 128 Linears. */
    private static CameraMoves published(ModelFolder model, Path folder) throws IOException {
        Map<String, LinearShape> linears = new TreeMap<>();
        for (int i = 0; i < PUBLISHED.size(); i++) {
            int width = PUBLISHED.get(i);
            for (String name : List.of("attn1.to_q", "attn1.to_k", "attn1.to_v", "attn1.to_out.0", "attn2.to_q")) {
                linears.put("a." + i + "." + name, new LinearShape(width, width));
            }
            linears.put("a." + i + ".attn2.to_out.0", new LinearShape(width, width));
            linears.put("a." + i + ".attn2.to_k", new LinearShape(1024, width));
            linears.put("a." + i + ".attn2.to_v", new LinearShape(1024, width));
        }
        Map<String, long[]> shapes = new LinkedHashMap<>();
        linears.forEach((module, shape) -> {
            shapes.put("unet." + module + ".lora_A.weight", new long[] {16, shape.in()});
            shapes.put("unet." + module + ".lora_B.weight", new long[] {shape.out(), 16});
        });
        Path file = folder.resolve("published.safetensors");
        SeededWeights.safetensors(
                file, shapes, key -> SeededWeights.uniform(key, shapes.get(key)).toArray());
        return new CameraMoves(model, new ModuleNames(linears), lora -> file);
    }

    private static CameraMove brought() {
        return new CameraMove(null, new ObjectRef("uploads/published", 1, "a".repeat(64)), 0.5);
    }

    private static double timed(Runnable work) {
        long start = cpuNanos();
        work.run();
        return (cpuNanos() - start) / 1e6;
    }

    private static long cpuNanos() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }
}
