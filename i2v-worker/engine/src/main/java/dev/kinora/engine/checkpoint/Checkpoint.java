package dev.kinora.engine.checkpoint;

import dev.kinora.contract.FailureException;
import dev.kinora.engine.ModelFolder;
import dev.kinora.engine.network.Component;
import dev.kinora.inference.weights.DataType;
import dev.kinora.inference.weights.DeclaredWeights;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** A model folder that is looked at before it is used. */
public final class Checkpoint {
    private static final String INTERPOLATION = "interpolation/unet";

    private final Path folder;
    private final ModelFolder model;

    private Checkpoint(Path folder) {
        this.folder = folder;
        this.model = ModelFolder.open(folder);
    }

    /** @throws FailureException {@code BAD_INPUT} naming file and key if its configuration is that of no image-to-video model */
    public static Checkpoint open(Path folder) {
        return new Checkpoint(folder);
    }

    /** Its configuration. */
    public ModelFolder model() {
        return model;
    }

    /** What a clip of its default size costs. */
    public Demand demand() {
        return Demand.of(folder, model.defaults());
    }

    /** Sizes of the weights' files by name, as the safetensors library would write them from PyTorch, in bytes. */
    public Map<String, Long> fileBytes() {
        Map<String, Long> bytes = new LinkedHashMap<>();
        for (Component component : Component.values()) {
            DeclaredWeights tensors = component.tensors(folder.resolve(component.folder()));
            String file = component.folder() + "/" + component.fileName();
            bytes.put(file + ".safetensors", tensors.fileBytes(DataType.F32));
            bytes.put(file + ".fp16.safetensors", tensors.fileBytes(DataType.F16));
        }
        return bytes;
    }

    /** Looks for every tensor its configuration asks for, by name, shape and type; values are not read. */
    public List<ComponentReport> checkHeaders() {
        return networks().stream().map(Network::report).toList();
    }

    /** As {@link #checkHeaders}, and reads all weights once to see that each is a number. */
    public List<ComponentReport> checkWeights(ScanProgress progress) {
        List<Network> networks = networks();
        long total = networks.stream().mapToLong(Network::soundBytes).sum();
        AtomicLong read = new AtomicLong();
        for (Network network : networks) {
            network.scan(bytes -> progress.scanned(network.name(), read.addAndGet(bytes), total));
        }
        return networks.stream().map(Network::report).toList();
    }

    private List<Network> networks() {
        List<Network> networks = new ArrayList<>();
        for (Component component : Component.values()) {
            networks.add(Network.open(folder, component.folder(), component));
        }
        if (Files.exists(folder.resolve(INTERPOLATION).resolve("config.json"))) {
            networks.add(Network.open(folder, INTERPOLATION, Component.UNET));
        }
        return networks;
    }
}
