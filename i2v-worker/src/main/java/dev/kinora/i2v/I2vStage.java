package dev.kinora.i2v;

import dev.kinora.contract.FailureException;
import dev.kinora.contract.Stages;
import dev.kinora.contract.Topics;
import dev.kinora.engine.ModelFolder;
import dev.kinora.inference.InferenceRuntime;
import dev.kinora.objects.ObjectStore;
import dev.kinora.objects.StoreSettings;
import dev.kinora.outcomes.JobEnding;
import dev.kinora.work.Announcer;
import dev.kinora.work.BrokerSettings;
import dev.kinora.work.StageParts;
import dev.kinora.work.StageRun;
import dev.kinora.work.Topology;
import dev.kinora.work.WorkLoop;
import dev.kinora.work.WorkPolicy;
import dev.kinora.work.WorkSettings;
import dev.kinora.work.WorkTopics;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Emitter;

/** Runs the i2v stage while the application runs, if {@code kinora.stages} names it. */
@Singleton
@Readiness
class I2vStage implements HealthCheck {
    private final Config config;
    private final I2vSettings.Models modelSettings;
    private final I2vSettings.Loras loraSettings;
    private final I2vSettings.Resume resumeSettings;
    private final I2vSettings.Inference inferenceSettings;
    private final Set<String> stages;
    private final Emitter<ProducerRecord<String, byte[]>> messages;
    private final StageParts parts = new StageParts();
    private StageRun run;

    I2vStage(
            Config config,
            I2vSettings.Models modelSettings,
            I2vSettings.Loras loraSettings,
            I2vSettings.Resume resumeSettings,
            I2vSettings.Inference inferenceSettings,
            @ConfigProperty(name = Stages.SETTING, defaultValue = Stages.ALL) Set<String> stages,
            @Channel("i2v-worker-messages-out") Emitter<ProducerRecord<String, byte[]>> messages) {
        this.config = config;
        this.modelSettings = modelSettings;
        this.loraSettings = loraSettings;
        this.resumeSettings = resumeSettings;
        this.inferenceSettings = inferenceSettings;
        this.stages = stages;
        this.messages = messages;
    }

    void start(@Observes StartupEvent event) {
        if (!stages.contains(Stages.I2V)) {
            return;
        }
        BrokerSettings broker = BrokerSettings.from(this::setting, config.getPropertyNames());
        Topology.requireLegal(broker);
        WorkPolicy policy = WorkSettings.read(this::setting, config.getPropertyNames());
        List<InstalledModel> models = InstalledModel.scan(modelSettings.directory(), presetFolders());
        ObjectStore store = parts.keep(new ObjectStore(StoreSettings.from(this::setting)));
        LoraCache loras = parts.keep(new LoraCache(
                store, loraSettings.cacheDirectory(), loraSettings.cacheSize().asLongValue()));
        InferenceRuntime runtime = parts.keep(new InferenceRuntime(threads()));
        ModelSlot slot = parts.keep(new ModelSlot(usable(models), runtime, loras));
        warmUp(slot);
        Announcer announcer = new Announcer(broker, Stages.I2V, messages::send);
        CheckpointPacing pacing = new CheckpointPacing(resumeSettings.checkpointShare());
        FrameGeneration generation = new FrameGeneration(store, announcer, slot, pacing);
        JobEnding ending = JobEnding.beforeStorage(Stages.I2V, store, announcer);
        run = parts.keep(new StageRun(Stages.I2V, policy.dependency(), opened -> {
            WorkTopics topics = prepare(opened, broker, models);
            store.ensureBucket();
            models.forEach(model -> announcer.model(model.announcement()));
            WorkLoop loop = opened.keep(new WorkLoop(broker, Stages.I2V, topics, generation, ending, policy));
            loop.start();
            opened.watch(loop::missing);
            opened.probe(store::ensureBucket);
        }));
        run.start();
    }

    void stop(@Observes ShutdownEvent event) {
        leave();
    }

    /** Quarkus tells of no shutdown if this or another stage failed to start. */
    @PreDestroy
    void leave() {
        parts.close();
    }

    /** Ready while nothing is missing that the stage needs; health checks say what is. */
    @Override
    public HealthCheckResponse call() {
        Optional<String> missing = run == null ? Optional.empty() : run.missing();
        HealthCheckResponseBuilder health =
                HealthCheckResponse.named("kinora-" + Stages.I2V).status(missing.isEmpty());
        missing.ifPresent(what -> health.withData("missing", what));
        return health.build();
    }

    /** Creates the topics and returns those this worker takes jobs from: two for each model it can run. */
    private static WorkTopics prepare(StageParts opened, BrokerSettings broker, List<InstalledModel> models) {
        Set<String> names = usable(models).keySet();
        List<Topics.Definition> jobs = names.stream()
                .map(Topics::jobsDefinitions)
                .flatMap(List::stream)
                .toList();
        Topology topology = opened.keep(Topology.prepareForWork(broker, jobs));
        opened.probe(() -> topology.requireTopics(
                jobs.stream().map(Topics.Definition::name).toList()));
        return WorkTopics.ofModels(names);
    }

    /** Beside everything else: a model takes seconds to load, and the rest of the start does not need it. */
    private static void warmUp(ModelSlot slot) {
        Thread thread = new Thread(slot::warmUp, "i2v-warm-up");
        thread.setDaemon(true);
        thread.start();
    }

    private static Map<String, ModelFolder> usable(List<InstalledModel> models) {
        Map<String, ModelFolder> usable = new TreeMap<>();
        models.forEach(model -> model.folder().ifPresent(folder -> usable.put(model.name(), folder)));
        return usable;
    }

    private List<Path> presetFolders() {
        List<Path> folders = loraSettings.directories().orElse(List.of());
        for (Path folder : folders) {
            if (!Files.isDirectory(folder)) {
                throw FailureException.badInput("kinora.loras.directories", folder, "folders that exist");
            }
        }
        return folders;
    }

    private int threads() {
        return inferenceSettings.threads().orElse(Runtime.getRuntime().availableProcessors());
    }

    private Optional<String> setting(String name) {
        return config.getOptionalValue(name, String.class);
    }
}
