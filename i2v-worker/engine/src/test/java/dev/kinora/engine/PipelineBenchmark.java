package dev.kinora.engine;

import dev.kinora.contract.JobParameters;
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
import java.util.Map;
import java.util.TreeMap;

/**
 * Times the bundled model's default clip: loading and the model's digest, then per activity median and least over all its units in five clips
 * after a first one, and the process's peak memory (Linux). From the project's root, after a build with tests:
 * {@code java -Dkinora.root=. -cp <test class path of this module> dev.kinora.engine.PipelineBenchmark [threads]}.
 */
public final class PipelineBenchmark {
    private static final int CLIPS = 5;

    private PipelineBenchmark() {}

    public static void main(String[] arguments) throws IOException {
        int threads =
                arguments.length == 0 ? Runtime.getRuntime().availableProcessors() : Integer.parseInt(arguments[0]);
        RgbImage still = still();
        long start = System.nanoTime();
        try (InferenceRuntime runtime = new InferenceRuntime(threads);
                StableVideoPipeline pipeline =
                        StableVideoPipeline.open(ModelFolder.open(BundledModel.FOLDER), runtime)) {
            System.out.printf("threads %d%nload     %7.0f ms%n", threads, millis(start));
            ModelFolder model = ModelFolder.open(BundledModel.FOLDER);
            long digestStart = System.nanoTime();
            ModelDigest.of(model, model.unet());
            System.out.printf("digest   %7.0f ms, part of loading%n", millis(digestStart));
            Map<String, List<Double>> first = clip(pipeline, still);
            System.out.printf("first    %7.0f ms%n", total(first));
            Map<String, List<Double>> later = new TreeMap<>();
            for (int i = 0; i < CLIPS; i++) {
                clip(pipeline, still)
                        .forEach((activity, times) -> later.computeIfAbsent(activity, key -> new ArrayList<>())
                                .addAll(times));
            }
            System.out.printf("clip     %7.0f ms%n", total(later) / CLIPS);
            later.forEach((activity, times) -> System.out.printf(
                    "%-8s %7.1f ms a unit, least %.1f%n", activity, median(times), Collections.min(times)));
        }
        Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("VmHWM"))
                .forEach(System.out::println);
    }

    /** Milliseconds a unit, by activity. */
    private static Map<String, List<Double>> clip(StableVideoPipeline pipeline, RgbImage still) {
        Map<String, List<Double>> times = new TreeMap<>();
        JobParameters parameters = new JobBuilder().build();
        long[] last = {System.nanoTime()};
        int[] lastDone = {0};
        ProgressListener progress = (activity, done, total) -> {
            int units = done > lastDone[0] && times.containsKey(activity) ? done - lastDone[0] : done;
            List<Double> list = times.computeIfAbsent(activity, key -> new ArrayList<>());
            list.addAll(Collections.nCopies(units, millis(last[0]) / units));
            last[0] = System.nanoTime();
            lastDone[0] = done;
        };
        pipeline.generate(still, parameters, (firstFrame, frames) -> {}, progress, new Cancellation());
        return times;
    }

    private static RgbImage still() throws IOException {
        Path png = BundledModel.FOLDER.resolve("golden/inputs/mountains.png");
        try (InputStream in = Files.newInputStream(png)) {
            return RgbImage.readPng(in);
        }
    }

    private static double total(Map<String, List<Double>> times) {
        return times.values().stream()
                .flatMap(List::stream)
                .mapToDouble(Double::doubleValue)
                .sum();
    }

    private static double median(List<Double> times) {
        List<Double> sorted = times.stream().sorted().toList();
        return sorted.get(sorted.size() / 2);
    }

    private static double millis(long start) {
        return (System.nanoTime() - start) / 1e6;
    }
}
