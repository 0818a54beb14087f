package dev.kinora.engine.lora;

import dev.kinora.contract.FailureException;
import dev.kinora.engine.network.LoraFeed;
import dev.kinora.inference.Tensor;
import dev.kinora.inference.graph.LinearShape;
import dev.kinora.inference.weights.Safetensors;
import dev.kinora.inference.weights.TensorEntry;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A LoRA as diffusers saves it (svd-spec 6.5): {@code unet.<module>.lora_A.weight} is down [rank, in],
 * {@code lora_B.weight} is up [out, rank]; the change of the module's weight is weight · (alpha ÷ rank) · up · down.
 * Files of zeros change nothing and are fine. Other naming conventions are not read.
 */
public final class CameraLora {
    private static final Pattern KEY = Pattern.compile("unet\\.(.+)\\.lora_[AB]\\.weight");

    private final Safetensors file;
    private final LoraAlpha alpha;
    private final Set<String> modules;

    private CameraLora(Safetensors file, LoraAlpha alpha, Set<String> modules) {
        this.file = file;
        this.alpha = alpha;
        this.modules = Set.copyOf(modules);
    }

    /**
     * Reads the header and checks every pair against the network.
     *
     * @param linears every Linear of the network by module path
     * @throws FailureException BAD_INPUT naming file and key
     */
    public static CameraLora open(Path path, Map<String, LinearShape> linears) {
        Safetensors file = Safetensors.open(path);
        Set<String> modules = new TreeSet<>();
        for (String key : file.entries().keySet()) {
            Matcher name = KEY.matcher(key);
            if (!name.matches()) {
                throw refuse(file, key, "an unknown key", "unet.<module>.lora_A.weight or .lora_B.weight");
            }
            if (!linears.containsKey(name.group(1))) {
                throw refuse(file, key, "an unknown module", "a Linear of the model's unet");
            }
            modules.add(name.group(1));
        }
        modules.forEach(module -> checkPair(file, module, linears.get(module)));
        return new CameraLora(file, LoraAlpha.of(file), modules);
    }

    /** Paths of the Linears it changes. */
    public Set<String> modules() {
        return modules;
    }

    /**
     * The matrices to feed, by module path; read anew each time.
     *
     * @param weight of the job, 1 is as trained
     * @throws FailureException BAD_INPUT naming file and key if a value is no finite number
     */
    public Map<String, LoraFeed> feeds(double weight) {
        Map<String, LoraFeed> feeds = new TreeMap<>();
        for (String module : modules) {
            Tensor down = finite(downKey(module));
            double scale = weight * alpha.scale((int) down.shape()[0]);
            feeds.put(module, new LoraFeed(down, scaled(finite(upKey(module)), (float) scale)));
        }
        return feeds;
    }

    private static void checkPair(Safetensors file, String module, LinearShape linear) {
        TensorEntry down = present(file, downKey(module));
        long rank = down.shape().isEmpty() ? 0 : down.shape().get(0);
        if (rank < 1 || !down.hasShape(rank, linear.in())) {
            throw refuse(file, down.key(), "shape " + down.shape(), "[rank, " + linear.in() + "]");
        }
        TensorEntry up = present(file, upKey(module));
        if (!up.hasShape(linear.out(), rank)) {
            throw refuse(file, up.key(), "shape " + up.shape(), "[" + linear.out() + ", " + rank + "]");
        }
    }

    private static TensorEntry present(Safetensors file, String key) {
        TensorEntry entry = file.entries().get(key);
        if (entry == null) {
            throw refuse(file, key, "no such tensor", "both lora_A and lora_B of a module");
        }
        return entry;
    }

    private Tensor finite(String key) {
        Tensor tensor = file.read(key);
        for (FloatBuffer values = tensor.data(); values.hasRemaining(); ) {
            float value = values.get();
            if (!Float.isFinite(value)) {
                throw refuse(file, key, value, "finite numbers");
            }
        }
        return tensor;
    }

    private static Tensor scaled(Tensor tensor, float factor) {
        float[] values = tensor.toArray();
        for (int i = 0; i < values.length; i++) {
            values[i] *= factor;
        }
        return Tensor.of(values, tensor.shape());
    }

    private static String downKey(String module) {
        return "unet." + module + ".lora_A.weight";
    }

    private static String upKey(String module) {
        return "unet." + module + ".lora_B.weight";
    }

    private static FailureException refuse(Safetensors file, String key, Object found, String expected) {
        return FailureException.badInput(file.label() + ": " + key, found, expected);
    }
}
