package dev.kinora.interpolation.engine;

import dev.kinora.engine.FrameWindow;
import dev.kinora.engine.InterpolationSampler;
import dev.kinora.engine.KeyFrame;
import dev.kinora.engine.image.RgbImage;
import dev.kinora.inference.Cancellation;
import dev.kinora.inference.InferenceRuntime;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Times windows of the bundled model at its native size, 320×192: encoding a key frame, and windows sampled one, two and
 * four together; median and least of several after a first one, and the process's peak memory (Linux). From the project's
 * root, after a build with tests: {@code java -Dkinora.root=. -cp <test class path of this module>
 * dev.kinora.interpolation.engine.InterpolationBenchmark [threads]}.
 */
public final class InterpolationBenchmark {
    private static final int ROUNDS = 8;

    private InterpolationBenchmark() {}

    public static void main(String[] arguments) throws IOException {
        int threads =
                arguments.length == 0 ? Runtime.getRuntime().availableProcessors() : Integer.parseInt(arguments[0]);
        RgbImage first = picture("key-a");
        RgbImage last = picture("key-b");
        long start = System.nanoTime();
        try (InferenceRuntime runtime = new InferenceRuntime(threads);
                InterpolationSampler sampler = InterpolationSampler.open(BundledModel.open(), runtime)) {
            System.out.printf("threads %d, loaded in %.0f ms%n", threads, millis(start));
            report("key frame", 1, () -> sampler.keyFrame(first, new Cancellation()));
            KeyFrame one = sampler.keyFrame(first, new Cancellation());
            KeyFrame other = sampler.keyFrame(last, new Cancellation());
            for (int together : new int[] {1, 2, 4}) {
                List<FrameWindow> windows = new ArrayList<>();
                for (int i = 0; i < together; i++) {
                    windows.add(new FrameWindow(one, other, i));
                }
                report(
                        together + " windows together",
                        together,
                        () -> sampler.between(windows, 7, 45, new Cancellation()));
                System.out.printf("    peak so far: %s%n", peak());
            }
        }
    }

    private static void report(String what, int units, Runnable work) {
        work.run();
        List<Double> times = new ArrayList<>();
        for (int i = 0; i < ROUNDS; i++) {
            long start = System.nanoTime();
            work.run();
            times.add(millis(start) / units);
        }
        Collections.sort(times);
        System.out.printf("%-20s %7.0f ms each, least %.0f%n", what, times.get(ROUNDS / 2), times.get(0));
    }

    private static RgbImage picture(String name) throws IOException {
        Path png = Path.of(
                System.getProperty("kinora.root"), "i2v-worker", "models", "nano", "golden", "inputs", name + ".png");
        try (InputStream in = Files.newInputStream(png)) {
            return RgbImage.readPng(in);
        }
    }

    private static String peak() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("VmHWM"))
                .findFirst()
                .orElse("unknown");
    }

    private static double millis(long start) {
        return (System.nanoTime() - start) / 1e6;
    }
}
