package dev.kinora.engine.lora;

import dev.kinora.contract.FailureException;
import dev.kinora.engine.network.LoraFeed;
import dev.kinora.inference.Tensor;
import dev.kinora.inference.graph.LinearShape;
import dev.kinora.inference.weights.Safetensors;
import dev.kinora.inference.weights.TensorEntry;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * A LoRA file that fits a network, as PEFT, diffusers or kohya's trainers write it (svd-spec 6.5). It changes a module's
 * weight by weight · (alpha ÷ rank) · up · down, down being {@code [rank, in]} and up {@code [out, rank]}. Values are read
 * when they are asked for. Files of zeros change nothing and are fine.
 */
public final class CameraLora {
    private final Safetensors file;
    private final LoraAlpha alpha;
    private final Map<String, LoraPair> pairs;

    private CameraLora(Safetensors file, LoraAlpha alpha, Map<String, LoraPair> pairs) {
        this.file = file;
        this.alpha = alpha;
        this.pairs = pairs;
    }

    /**
     * Reads the header and checks every tensor against the network.
     *
     * @throws FailureException BAD_INPUT naming the file and the keys that do not fit
     */
    public static CameraLora open(Safetensors file, ModuleNames names) {
        Map<String, LoraPair> pairs = pairs(file, names);
        pairs.values().forEach(pair -> pair.requireComplete(file));
        requireShapes(file, pairs.values(), names);
        return new CameraLora(file, LoraAlpha.of(file), pairs);
    }

    private static Map<String, LoraPair> pairs(Safetensors file, ModuleNames names) {
        Map<String, LoraPair> pairs = new TreeMap<>();
        List<String> unknown = new ArrayList<>();
        for (TensorEntry tensor : file.entries().values()) {
            Optional<ModuleNames.Place> place = names.place(tensor.key());
            if (place.isEmpty()) {
                unknown.add(tensor.key());
                continue;
            }
            String module = place.get().module();
            if (!pairs.computeIfAbsent(module, LoraPair::new).add(place.get().part(), tensor)) {
                throw LoraRefusal.at(file, tensor.key(), "a second tensor for the same place", "one of each");
            }
        }
        if (!unknown.isEmpty() || pairs.isEmpty()) {
            throw LoraRefusal.unknownKeys(file, unknown);
        }
        return pairs;
    }

    private static void requireShapes(Safetensors file, Collection<LoraPair> pairs, ModuleNames names) {
        Map<String, String> wrong = new LinkedHashMap<>();
        String expected = "";
        for (LoraPair pair : pairs) {
            LinearShape linear = names.shape(pair.module());
            TensorEntry misfit = pair.misfit(linear).orElse(null);
            if (misfit != null) {
                wrong.put(misfit.key(), "shape " + misfit.shape());
                String fitting = misfit == pair.down() ? "[rank, " + linear.in() + "]" : "[" + linear.out() + ", rank]";
                expected = wrong.size() == 1 ? fitting : expected;
            }
        }
        if (!wrong.isEmpty()) {
            throw LoraRefusal.shapes(file, wrong, expected);
        }
    }

    /** Paths of the Linears it changes. */
    public Set<String> modules() {
        return pairs.keySet();
    }

    /** The largest rank of its pairs. */
    public int rank() {
        return pairs.values().stream().mapToInt(LoraPair::rank).max().orElseThrow();
    }

    /** The parts of the network it changes, such as {@code temporal attn1, temporal attn2}. */
    public String targets() {
        return LoraTargets.describe(modules());
    }

    /**
     * The matrices to feed, by module path; read anew each time.
     *
     * @param weight of the job, 1 is as trained
     * @throws FailureException BAD_INPUT naming file and key if a value is no finite number
     */
    public Map<String, LoraFeed> feeds(double weight) {
        Map<String, LoraFeed> feeds = new TreeMap<>();
        pairs.forEach((module, pair) -> {
            double scale = weight * alpha.scale(module, pair.rank(), pair.alpha(file));
            feeds.put(module, new LoraFeed(read(pair.down(), 1), read(pair.up(), (float) scale)));
        });
        return feeds;
    }

    private Tensor read(TensorEntry entry, float factor) {
        Tensor stored = file.read(entry.key());
        float[] values = stored.toArray();
        for (int i = 0; i < values.length; i++) {
            if (!Float.isFinite(values[i])) {
                throw LoraRefusal.at(file, entry.key(), values[i], "finite numbers");
            }
            values[i] *= factor;
        }
        return factor == 1 ? stored : Tensor.of(values, stored.shape());
    }
}
