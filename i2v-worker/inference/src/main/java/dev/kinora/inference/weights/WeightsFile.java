package dev.kinora.inference.weights;

import dev.kinora.contract.FailureException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A file that a component's weights are found by, under the names diffusers and transformers give it:
 * {@code [diffusion_pytorch_]model[.variant].safetensors}, or for weights in several files
 * {@code [diffusion_pytorch_]model.safetensors.index[.variant].json}.
 *
 * @param name the file's name
 * @param variant such as {@code fp16}; empty for the main one
 * @param isIndex whether it is an index of shards
 */
record WeightsFile(String name, String variant, boolean isIndex) {
    // No minus in a variant: model.fp16-00001-of-00002.safetensors is a shard.
    private static final Pattern FILE = Pattern.compile("(?:diffusion_pytorch_)?model(?:\\.(\\w+))?\\.safetensors");
    private static final Pattern INDEX =
            Pattern.compile("(?:diffusion_pytorch_)?model(?:\\.(\\w+))?\\.safetensors\\.index(?:\\.(\\w+))?\\.json");
    private static final Pattern PICKLE = Pattern.compile(".*\\.(?:bin|ckpt|pt|pth)(?:\\.index(?:\\.\\w+)?\\.json)?");

    /** Full precision first, then the variant that keeps most of it. */
    private static final List<String> PREFERRED = List.of("", "fp16", "bf16");

    private static final String SAFE_FORM =
            "safetensors: where you trust it, load it with diffusers or transformers and save_pretrained() it again";

    /**
     * The file to read where a folder has several.
     *
     * @throws FailureException {@code BAD_INPUT} if there is none; a pickle is never read
     */
    static WeightsFile choose(Path folder) {
        List<String> names = list(folder);
        return names.stream()
                .flatMap(name -> parse(name).stream())
                .min(Comparator.comparingInt(WeightsFile::rank)
                        .thenComparing(WeightsFile::isIndex)
                        .thenComparing(WeightsFile::name))
                .orElseThrow(() -> none(folder.getFileName() + "/", names));
    }

    private int rank() {
        int index = PREFERRED.indexOf(variant);
        return index < 0 ? PREFERRED.size() : index;
    }

    private static Optional<WeightsFile> parse(String name) {
        Matcher file = FILE.matcher(name);
        if (file.matches()) {
            return Optional.of(new WeightsFile(name, orEmpty(file.group(1)), false));
        }
        Matcher index = INDEX.matcher(name);
        return index.matches()
                ? Optional.of(new WeightsFile(name, orEmpty(index.group(1)) + orEmpty(index.group(2)), true))
                : Optional.empty();
    }

    private static String orEmpty(String group) {
        return group == null ? "" : group;
    }

    private static List<String> list(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        } catch (IOException e) {
            throw FailureException.badInput(folder.getFileName() + "/", e.toString(), "a folder with weights");
        }
    }

    private static FailureException none(String folder, List<String> names) {
        return names.stream()
                .filter(name -> PICKLE.matcher(name).matches())
                .findFirst()
                .map(pickle -> FailureException.badInput(
                        folder + pickle, "a pickle, which may run any program when it is read", SAFE_FORM))
                .orElseGet(
                        () -> FailureException.badInput(
                                folder,
                                "no weights",
                                "diffusion_pytorch_model.safetensors or model.safetensors, of any variant, or an index and its shards"));
    }
}
