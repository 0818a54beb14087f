package dev.kinora.interpolation.engine.quality;

import dev.kinora.engine.InterpolationFactor;
import dev.kinora.engine.InterpolationSampler;
import dev.kinora.engine.ModelFolder;
import dev.kinora.engine.image.RgbImage;
import dev.kinora.inference.Cancellation;
import dev.kinora.inference.InferenceRuntime;
import dev.kinora.interpolation.engine.CrossFade;
import dev.kinora.interpolation.engine.InterpolatedFrames;
import dev.kinora.interpolation.engine.Interpolator;
import dev.kinora.interpolation.engine.KeptWindows;
import dev.kinora.interpolation.engine.WindowInterpolator;
import dev.kinora.interpolation.engine.WindowSettings;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Leaves out three of four frames, makes them again, and prints how close each method comes; see
 * {@code deploy/interpolation-quality --help}.
 */
public final class InterpolationQuality {
    private static final InterpolationFactor FACTOR = new InterpolationFactor(4);
    private static final List<String> PHOTOS = List.of("mountains", "dogs", "dandelions", "fig");

    private final Path root = Path.of(System.getProperty("kinora.root"));
    private final QualityOptions options;
    /** All values, three a row, by kind of sequence and method. */
    private final Map<String, Map<String, List<Double>>> rows = new LinkedHashMap<>();

    private final Sheet sheet = new Sheet();

    private InterpolationQuality(QualityOptions options) {
        this.options = options;
    }

    public static void main(String[] arguments) throws IOException {
        new InterpolationQuality(QualityOptions.parse(List.of(arguments))).run();
    }

    private void run() throws IOException {
        ModelFolder model = ModelFolder.open(options.model(root));
        try (InferenceRuntime runtime =
                        new InferenceRuntime(Runtime.getRuntime().availableProcessors());
                InterpolationSampler sampler = InterpolationSampler.open(model, runtime)) {
            Map<String, Interpolator> methods = new LinkedHashMap<>();
            methods.put("cross-fade", new CrossFade());
            methods.put(
                    "diffusion",
                    new WindowInterpolator(sampler, new WindowSettings(7, 45, 42, 1), KeptWindows.NONE, windows -> {}));
            System.out.printf("%-34s %-12s %9s %7s %9s%n", "sequence", "method", "PSNR dB", "SSIM", "evenness");
            for (Sequence sequence : sequences()) {
                compare(sequence, methods);
            }
        }
        rows.forEach(
                (kind, methods) -> methods.forEach((method, values) -> print("mean of the " + kind, method, values)));
        sheet.write(options.sheet());
        System.out.println(options.sheet() + ": one gap of the first sequence, a row for each method");
    }

    private List<Sequence> sequences() throws IOException {
        List<Sequence> sequences = new ArrayList<>();
        for (Sequence.Move move : Sequence.Move.values()) {
            for (String photo : PHOTOS) {
                Path file = root.resolve("i2v-worker/models/nano/samples").resolve(photo + ".jpg");
                sequences.add(Sequence.synthetic(file, move));
            }
        }
        for (Path clip : options.clips()) {
            sequences.add(Sequence.real(clip, 1));
            sequences.add(Sequence.real(clip, 3));
        }
        return sequences;
    }

    private void compare(Sequence sequence, Map<String, Interpolator> methods) throws IOException {
        List<RgbImage> truth = sequence.frames();
        List<RgbImage> keyFrames = IntStream.range(0, truth.size())
                .filter(frame -> frame % FACTOR.value() == 0)
                .mapToObj(truth::get)
                .toList();
        Map<String, List<RgbImage>> made = new LinkedHashMap<>();
        methods.forEach((name, method) -> made.put(name, interpolate(keyFrames, method)));
        if (options.exchange() != null) {
            Path folder = options.exchange().resolve(sequence.name().replaceAll("[^A-Za-z0-9]+", "-"));
            write(truth, folder.resolve("truth"));
            for (String other : options.others()) {
                made.put(other, read(folder.resolve(other), truth));
            }
        }
        System.out.printf(
                Locale.ROOT,
                "%-34s %-12s %9s %7s %9.2f%n",
                sequence.name(),
                "left out",
                "",
                "",
                Flow.evenness(truth, FACTOR.value()));
        made.forEach((name, frames) -> report(sequence, name, frames));
        if (isFirst()) {
            sheet.add("left out", truth.subList(0, FACTOR.value() + 1));
            made.forEach((name, frames) -> sheet.add(name, frames.subList(0, FACTOR.value() + 1)));
        }
    }

    private boolean isFirst() {
        return rows.values().stream()
                        .flatMap(methods -> methods.values().stream())
                        .mapToInt(List::size)
                        .max()
                        .orElse(0)
                == 3;
    }

    private static List<RgbImage> interpolate(List<RgbImage> keyFrames, Interpolator method) {
        List<RgbImage> frames = new ArrayList<>();
        InterpolatedFrames taking =
                new InterpolatedFrames(method, FACTOR, 0, (index, frame) -> frames.add(frame), new Cancellation());
        keyFrames.forEach(taking::add);
        taking.finish();
        return frames;
    }

    private void report(Sequence sequence, String method, List<RgbImage> frames) {
        List<Fidelity> fidelities = IntStream.range(0, frames.size())
                .filter(frame -> frame % FACTOR.value() != 0)
                .mapToObj(frame -> Fidelity.of(sequence.frames().get(frame), frames.get(frame)))
                .toList();
        List<Double> values = List.of(
                fidelities.stream().mapToDouble(Fidelity::psnr).average().orElseThrow(),
                fidelities.stream().mapToDouble(Fidelity::ssim).average().orElseThrow(),
                Flow.evenness(frames, FACTOR.value()));
        rows.computeIfAbsent(sequence.kind(), kind -> new LinkedHashMap<>())
                .computeIfAbsent(method, key -> new ArrayList<>())
                .addAll(values);
        print(sequence.name(), method, values);
    }

    /** Of several rows, three values each, their means. */
    private static void print(String sequence, String method, List<Double> values) {
        double[] means = new double[3];
        for (int i = 0; i < values.size(); i++) {
            means[i % 3] += values.get(i) / (values.size() / 3);
        }
        System.out.printf(
                Locale.ROOT, "%-34s %-12s %9.2f %7.4f %9.2f%n", sequence, method, means[0], means[1], means[2]);
    }

    private static void write(List<RgbImage> frames, Path folder) throws IOException {
        Files.createDirectories(folder);
        for (int i = 0; i < frames.size(); i++) {
            try (OutputStream out = Files.newOutputStream(folder.resolve("frame-%04d.png".formatted(i)))) {
                frames.get(i).writePng(out);
            }
        }
    }

    private static List<RgbImage> read(Path folder, List<RgbImage> like) throws IOException {
        List<RgbImage> frames = new ArrayList<>();
        for (int i = 0; i < like.size(); i++) {
            Path file = folder.resolve("frame-%04d.png".formatted(i));
            try (InputStream in = Files.newInputStream(file)) {
                frames.add(RgbImage.readPng(in));
            }
        }
        return frames;
    }
}
