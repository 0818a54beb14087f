package dev.kinora.engine.checkpoint;

import dev.kinora.contract.Failure;
import dev.kinora.contract.FailureException;
import dev.kinora.engine.network.Component;
import dev.kinora.inference.weights.ComponentWeights;
import dev.kinora.inference.weights.DataType;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;

/** One network of a checkpoint, its headers read and held against its configuration. */
final class Network {
    private final String name;
    private final Optional<ComponentWeights> weights;
    private final Optional<CheckedWeights> checked;
    private final List<Failure> problems = new ArrayList<>();

    private Network(String name, Optional<ComponentWeights> weights) {
        this.name = name;
        this.weights = weights;
        this.checked = weights.map(CheckedWeights::new);
    }

    /**
     * Looks for every tensor its configuration asks for.
     *
     * @param name of the network's folder within the model's
     */
    static Network open(Path model, String name, Component component) {
        Path folder = model.resolve(name);
        try {
            Network network = new Network(name, Optional.of(ComponentWeights.open(folder)));
            network.checked.ifPresent(wanted -> component.require(folder, wanted));
            network.checked.ifPresent(wanted -> network.problems.addAll(wanted.problems()));
            return network;
        } catch (FailureException unreadable) {
            Network network = new Network(name, Optional.empty());
            network.problems.add(unreadable.failure());
            return network;
        }
    }

    String name() {
        return name;
    }

    /** Bytes of the tensors that can be used. */
    long soundBytes() {
        return checked.stream()
                .flatMap(wanted -> wanted.sound().values().stream())
                .mapToLong(located -> located.entry().length())
                .sum();
    }

    /** Reads those tensors, and notes which hold what is no number. */
    void scan(LongConsumer bytesRead) {
        weights.ifPresent(files ->
                problems.addAll(files.nonFinite(checked.orElseThrow().sound().keySet(), bytesRead)));
    }

    ComponentReport report() {
        Set<DataType> types = checked.stream()
                .flatMap(wanted -> wanted.sound().values().stream())
                .map(located -> located.entry().type())
                .collect(Collectors.toSet());
        return new ComponentReport(
                name,
                weights.map(files -> files.files().size()).orElse(0),
                checked.map(wanted -> wanted.wanted().shapes().size()).orElse(0),
                checked.map(wanted -> wanted.wanted().parameters()).orElse(0L),
                types,
                unknown(),
                problems);
    }

    private List<String> unknown() {
        return weights.stream()
                .flatMap(files -> files.keys().stream())
                .filter(key -> !checked.orElseThrow().wanted().shapes().containsKey(key))
                .toList();
    }
}
