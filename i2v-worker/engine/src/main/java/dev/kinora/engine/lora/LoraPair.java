package dev.kinora.engine.lora;

import dev.kinora.inference.graph.LinearShape;
import dev.kinora.inference.weights.Safetensors;
import dev.kinora.inference.weights.TensorEntry;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** The tensors of a LoRA file that belong to one module; each may be missing until {@link #requireComplete}. */
final class LoraPair {
    private final String module;
    private final Map<ModuleNames.Part, TensorEntry> parts = new EnumMap<>(ModuleNames.Part.class);

    LoraPair(String module) {
        this.module = module;
    }

    /** Adds a tensor; returns whether its part was free. */
    boolean add(ModuleNames.Part part, TensorEntry tensor) {
        return parts.putIfAbsent(part, tensor) == null;
    }

    String module() {
        return module;
    }

    TensorEntry down() {
        return parts.get(ModuleNames.Part.DOWN);
    }

    TensorEntry up() {
        return parts.get(ModuleNames.Part.UP);
    }

    int rank() {
        return Math.toIntExact(down().shape().get(0));
    }

    /** The module's own alpha, if the file has one. */
    Double alpha(Safetensors file) {
        TensorEntry alpha = parts.get(ModuleNames.Part.ALPHA);
        if (alpha == null) {
            return null;
        }
        if (alpha.size() != 1) {
            throw LoraRefusal.at(file, alpha.key(), "shape " + alpha.shape(), "a single number");
        }
        float value = file.read(alpha.key()).data().get(0);
        if (!Float.isFinite(value)) {
            throw LoraRefusal.at(file, alpha.key(), value, "a finite number");
        }
        return (double) value;
    }

    /** Refuses half a pair. */
    void requireComplete(Safetensors file) {
        if (down() == null || up() == null) {
            TensorEntry any = parts.values().iterator().next();
            String missing = down() == null ? "down (lora_A)" : "up (lora_B)";
            throw LoraRefusal.at(file, any.key(), "no " + missing + " matrix for it", "both matrices of a module");
        }
    }

    /** The tensor that does not have the shape it needs, if one does not. */
    Optional<TensorEntry> misfit(LinearShape linear) {
        long rank = down().shape().isEmpty() ? 0 : down().shape().get(0);
        if (rank < 1 || !down().hasShape(rank, linear.in())) {
            return Optional.of(down());
        }
        return up().hasShape(linear.out(), rank) ? Optional.empty() : Optional.of(up());
    }
}
