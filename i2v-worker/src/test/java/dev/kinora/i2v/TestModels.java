package dev.kinora.i2v;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A models directory made of the bundled model: itself, one that is cut short, one without a part. */
public final class TestModels implements QuarkusTestResourceLifecycleManager {
    static final Path NANO = Path.of(System.getProperty("kinora.root"), "i2v-worker/models/nano");

    static final String REGISTERED_PRESET = "my-static";

    private static final String WEIGHTS = "unet/diffusion_pytorch_model.fp16.safetensors";

    @Override
    public Map<String, String> start() {
        try {
            Path directory = Files.createTempDirectory(Path.of("target"), "models-");
            return Map.of(
                    "kinora.models.directory",
                    lay(directory.resolve("models")).toString(),
                    "kinora.loras.directories",
                    layLoras(directory.resolve("loras")).toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void stop() {}

    private static Path lay(Path directory) throws IOException {
        copy(directory.resolve("nano"));
        Path damaged = copy(directory.resolve("damaged"));
        try (FileChannel weights = FileChannel.open(damaged.resolve(WEIGHTS), StandardOpenOption.WRITE)) {
            weights.truncate(weights.size() / 2);
        }
        Files.delete(copy(directory.resolve("unreadable")).resolve("vae/config.json"));
        return directory;
    }

    /** A folder that a user registered, with the preset {@code static} under another name. */
    private static Path layLoras(Path directory) throws IOException {
        Files.createDirectories(directory);
        Files.copy(NANO.resolve("loras/static.safetensors"), directory.resolve(REGISTERED_PRESET + ".safetensors"));
        return directory;
    }

    private static Path copy(Path target) throws IOException {
        List<String> left = List.of("golden", "samples", "interpolation");
        try (Stream<Path> files = Files.walk(NANO)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Path relative = NANO.relativize(file);
                if (!left.contains(relative.getName(0).toString())) {
                    Files.createDirectories(target.resolve(relative).getParent());
                    Files.copy(file, target.resolve(relative));
                }
            }
        }
        return target;
    }
}
