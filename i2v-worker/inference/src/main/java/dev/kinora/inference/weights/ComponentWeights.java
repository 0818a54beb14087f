package dev.kinora.inference.weights;

import dev.kinora.contract.Failure;
import dev.kinora.contract.FailureException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;

/**
 * The weights of one component of a model folder ({@code unet}, {@code vae}, {@code image_encoder}): its safetensors
 * file, or the shards its index names. In a Hugging Face cache these are links to blobs elsewhere, which are followed.
 */
public final class ComponentWeights implements Weights {
    private final String label;
    private final Map<String, Safetensors> files;
    private final Path folder;

    private ComponentWeights(String label, Map<String, Safetensors> files) {
        this.label = label;
        this.files = files;
        this.folder = commonFolder(files().stream().map(Safetensors::file).toList());
    }

    /**
     * Finds and opens a component's weights: full precision where there is a choice of variants.
     *
     * @throws FailureException {@code BAD_INPUT} if there are none, or a file is missing or damaged
     */
    public static ComponentWeights open(Path folder) {
        WeightsFile chosen = WeightsFile.choose(folder);
        Path path = folder.resolve(chosen.name());
        if (chosen.isIndex()) {
            return new ComponentWeights(Safetensors.label(path), ShardIndex.open(path));
        }
        Safetensors file = Safetensors.open(path);
        Map<String, Safetensors> files = new LinkedHashMap<>();
        file.entries().keySet().forEach(key -> files.put(key, file));
        return new ComponentWeights(file.label(), files);
    }

    /** The folder that all files have in common; they need not lie side by side. */
    private static Path commonFolder(List<Path> files) {
        Path common = files.get(0).getParent();
        for (Path file : files) {
            while (!file.startsWith(common)) {
                common = common.getParent();
            }
        }
        return common;
    }

    /** Folder and name of the file, or of the shards' index, as messages call it. */
    public String label() {
        return label;
    }

    /** The files, symbolic links resolved. */
    public Set<Safetensors> files() {
        return new LinkedHashSet<>(files.values());
    }

    /** Every tensor's name. */
    public Set<String> keys() {
        return files.keySet();
    }

    @Override
    public boolean has(String key) {
        return files.containsKey(key);
    }

    @Override
    public Path folder() {
        return folder;
    }

    @Override
    public Located require(String key, long... shape) {
        Safetensors file = files.get(key);
        if (file == null) {
            throw FailureException.badInput(label + ": " + key, "no such tensor", "a tensor " + Arrays.toString(shape));
        }
        TensorEntry entry = file.entries().get(key);
        long[] found = entry.dimensions();
        boolean onlyOnesMore = found.length > shape.length
                && Arrays.stream(found, shape.length, found.length).allMatch(dimension -> dimension == 1);
        if (!Arrays.equals(onlyOnesMore ? Arrays.copyOf(found, shape.length) : found, shape)) {
            throw FailureException.badInput(field(file, key), "shape " + entry.shape(), Arrays.toString(shape));
        }
        file.requireWeightType(entry);
        return new Located(file.file(), entry);
    }

    @Override
    public void requireFinite(Collection<String> keys) {
        nonFinite(keys, bytes -> {}).stream().findFirst().ifPresent(bad -> {
            throw new FailureException(bad);
        });
    }

    /**
     * Reads tensors once, in the order they lie, to see that each value is a number.
     *
     * @param bytesRead told the size of each tensor as soon as it is read
     * @return a {@code BAD_INPUT} for each tensor that holds a NaN or an infinity
     */
    public List<Failure> nonFinite(Collection<String> keys, LongConsumer bytesRead) {
        List<Failure> failures = new ArrayList<>();
        keys.stream()
                .collect(Collectors.groupingBy(files::get, LinkedHashMap::new, Collectors.toList()))
                .forEach((file, tensors) -> scan(file, tensors, bytesRead, failures));
        return failures;
    }

    private static void scan(Safetensors file, List<String> keys, LongConsumer bytesRead, List<Failure> failures) {
        List<TensorEntry> inFileOrder = keys.stream()
                .map(file.entries()::get)
                .sorted(Comparator.comparingLong(TensorEntry::offset))
                .toList();
        try (FileChannel channel = FileChannel.open(file.file())) {
            NonFiniteScan scan = new NonFiniteScan(channel);
            for (TensorEntry entry : inFileOrder) {
                scan.first(entry)
                        .ifPresent(at -> failures.add(Failure.badInput(
                                field(file, entry.key()), "NaN or infinity at element " + at, "finite numbers")));
                bytesRead.accept(entry.length());
            }
        } catch (IOException e) {
            throw FailureException.badInput(file.label(), e.toString(), "a readable file");
        }
    }

    private static String field(Safetensors file, String key) {
        return file.label() + ": " + key;
    }
}
