package dev.kinora.engine.checkpoint;

import dev.kinora.contract.Failure;
import dev.kinora.contract.FailureException;
import dev.kinora.inference.weights.ComponentWeights;
import dev.kinora.inference.weights.DeclaredWeights;
import dev.kinora.inference.weights.Located;
import dev.kinora.inference.weights.Weights;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Weights that a network is built from only to see whether it could be: what is missing or wrong is noted, and taken for
 * right so that the rest is looked at too.
 */
final class CheckedWeights implements Weights {
    private final ComponentWeights weights;
    private final DeclaredWeights wanted = new DeclaredWeights();
    private final Map<String, Located> sound = new LinkedHashMap<>();
    private final Set<Failure> problems = new LinkedHashSet<>();

    CheckedWeights(ComponentWeights weights) {
        this.weights = weights;
    }

    @Override
    public boolean has(String key) {
        return weights.has(key);
    }

    @Override
    public Located require(String key, long... shape) {
        try {
            sound.put(key, weights.require(key, shape));
        } catch (FailureException e) {
            problems.add(e.failure());
        }
        return wanted.require(key, shape);
    }

    @Override
    public void requireFinite(Collection<String> keys) {}

    @Override
    public Path folder() {
        return wanted.folder();
    }

    /** What the configuration asks for. */
    DeclaredWeights wanted() {
        return wanted;
    }

    /** Tensors that are there and of the right shape and type. */
    Map<String, Located> sound() {
        return sound;
    }

    /** One for each tensor that is missing or wrong. */
    List<Failure> problems() {
        return List.copyOf(problems);
    }
}
