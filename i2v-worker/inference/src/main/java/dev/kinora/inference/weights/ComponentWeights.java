package dev.kinora.inference.weights;

import dev.kinora.contract.FailureException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.OptionalLong;

/**
 * The weights of one component of a model folder ({@code unet}, {@code vae}, {@code image_encoder}): its safetensors
 * file, found by the names diffusers gives it, full precision first.
 */
public final class ComponentWeights {
    private static final List<String> NAMES = List.of(
            "diffusion_pytorch_model.safetensors",
            "diffusion_pytorch_model.fp16.safetensors",
            "model.safetensors",
            "model.fp16.safetensors");

    private final Safetensors file;

    private ComponentWeights(Safetensors file) {
        this.file = file;
    }

    /**
     * Finds and opens a component's file.
     *
     * @throws FailureException {@code BAD_INPUT} if there is none, or it is damaged
     */
    public static ComponentWeights open(Path folder) {
        return NAMES.stream()
                .map(folder::resolve)
                .filter(Files::exists)
                .findFirst()
                .map(path -> new ComponentWeights(Safetensors.open(path)))
                .orElseThrow(() -> FailureException.badInput(
                        folder.getFileName() + "/", "no weights", "one of " + String.join(", ", NAMES)));
    }

    /** Whether there is a tensor of this name. */
    public boolean has(String key) {
        return file.entries().containsKey(key);
    }

    /** The real folder below which the weights lie. */
    public Path folder() {
        return file.file().getParent();
    }

    /**
     * A tensor a network needs. Dimensions of 1 at the end may be more than asked for: old files keep a Linear as a 1×1
     * convolution.
     *
     * @throws FailureException {@code BAD_INPUT} if it is missing, of another shape, or no floating-point type
     */
    public Located require(String key, long... shape) {
        TensorEntry entry = file.entries().get(key);
        if (entry == null) {
            throw FailureException.badInput(field(key), "no such tensor", "a tensor " + Arrays.toString(shape));
        }
        long[] found = entry.dimensions();
        boolean onlyOnesMore = found.length > shape.length
                && Arrays.stream(found, shape.length, found.length).allMatch(dimension -> dimension == 1);
        if (!Arrays.equals(onlyOnesMore ? Arrays.copyOf(found, shape.length) : found, shape)) {
            throw FailureException.badInput(field(key), "shape " + entry.shape(), Arrays.toString(shape));
        }
        file.requireWeightType(entry);
        return new Located(file.file(), entry);
    }

    /**
     * Reads tensors once to see that each value is a number.
     *
     * @throws FailureException {@code BAD_INPUT} naming the first tensor that holds a NaN or an infinity
     */
    public void requireFinite(Collection<String> keys) {
        try (FileChannel channel = FileChannel.open(file.file())) {
            NonFiniteScan scan = new NonFiniteScan(channel);
            for (String key : keys) {
                OptionalLong at = scan.first(file.entries().get(key));
                if (at.isPresent()) {
                    throw FailureException.badInput(
                            field(key), "NaN or infinity at element " + at.getAsLong(), "finite numbers");
                }
            }
        } catch (IOException e) {
            throw FailureException.badInput(file.label(), e.toString(), "a readable file");
        }
    }

    private String field(String key) {
        return file.label() + ": " + key;
    }

    /** A tensor and the real file that holds it. */
    public record Located(Path file, TensorEntry entry) {
        /** Part of the outermost dimension, as a tensor of its own. */
        public Located rows(long from, long to) {
            return new Located(file, entry.rows(from, to));
        }
    }
}
