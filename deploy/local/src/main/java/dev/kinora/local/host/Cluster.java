package dev.kinora.local.host;

import dev.kinora.contract.Stages;
import dev.kinora.contract.Topics;
import dev.kinora.work.BrokerSettings;
import dev.kinora.work.Topology;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What a Kafka cluster must hold before any stage starts: topics, and share groups that begin with the oldest record. */
public final class Cluster {
    private Cluster() {}

    /** Every topic: the common ones and one of work per model in the folder. */
    public static List<Topics.Definition> topics(Path modelsDirectory) {
        List<Topics.Definition> topics = new ArrayList<>(Topics.all());
        models(modelsDirectory).forEach(model -> topics.addAll(Topics.jobsDefinitions(model)));
        return topics;
    }

    /** The share groups of the stages that take work. */
    public static List<String> shareGroups() {
        return Stream.of(Stages.I2V, Stages.INTERPOLATION, Stages.STORAGE)
                .map(Topics::group)
                .toList();
    }

    /** Creates what is missing; may be called again at any time. */
    public static void prepare(BrokerSettings broker, Path modelsDirectory) {
        try (Topology topology = new Topology(broker)) {
            topology.requireShareGroups();
            topology.ensure(topics(modelsDirectory));
            shareGroups().forEach(topology::ensureShareGroup);
        }
    }

    /** Names of the model folders, sorted. */
    public static List<String> models(Path modelsDirectory) {
        if (!Files.isDirectory(modelsDirectory)) {
            return List.of();
        }
        try (Stream<Path> folders = Files.list(modelsDirectory)) {
            return folders.filter(Files::isDirectory)
                    .map(folder -> folder.getFileName().toString())
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list " + modelsDirectory + ": " + e.getMessage(), e);
        }
    }
}
