package dev.kinora.interpolation;

import dev.kinora.contract.Stages;
import dev.kinora.contract.Topics;
import dev.kinora.inference.InferenceRuntime;
import dev.kinora.mp4.ClipEncoders;
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
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Emitter;

/** Runs the interpolation stage while the application runs, if {@code kinora.stages} names it. */
@Singleton
@Readiness
class InterpolationStage implements HealthCheck {
    private final Config config;
    private final InterpolationSettings settings;
    private final InterpolationSettings.Models modelSettings;
    private final InterpolationSettings.Inference inferenceSettings;
    private final Set<String> stages;
    private final Emitter<ProducerRecord<String, byte[]>> messages;
    private final StageParts parts = new StageParts();
    private StageRun run;

    InterpolationStage(
            Config config,
            InterpolationSettings settings,
            InterpolationSettings.Models modelSettings,
            InterpolationSettings.Inference inferenceSettings,
            @ConfigProperty(name = Stages.SETTING, defaultValue = Stages.ALL) Set<String> stages,
            @Channel("interpolation-worker-messages-out") Emitter<ProducerRecord<String, byte[]>> messages) {
        this.config = config;
        this.settings = settings;
        this.modelSettings = modelSettings;
        this.inferenceSettings = inferenceSettings;
        this.stages = stages;
        this.messages = messages;
    }

    void start(@Observes StartupEvent event) {
        if (!stages.contains(Stages.INTERPOLATION)) {
            return;
        }
        BrokerSettings broker = BrokerSettings.from(this::setting, config.getPropertyNames());
        Topology.requireLegal(broker);
        ObjectStore store = parts.keep(new ObjectStore(StoreSettings.from(this::setting)));
        WorkPolicy policy = WorkSettings.read(this::setting, config.getPropertyNames());
        SamplerSlot samplers =
                parts.keep(new SamplerSlot(modelSettings.directory(), parts.keep(new InferenceRuntime(threads()))));
        Announcer announcer = new Announcer(broker, Stages.INTERPOLATION, messages::send);
        ChunkInterpolation interpolation = new ChunkInterpolation(store, announcer, samplers, settings);
        ClipAssembly assembly = new ClipAssembly(
                store, announcer, new ClipEncoders(settings.ffmpeg()), interpolation, settings.workDirectory());
        JobEnding ending = JobEnding.beforeStorage(Stages.INTERPOLATION, store, announcer);
        run = parts.keep(new StageRun(Stages.INTERPOLATION, policy.dependency(), opened -> {
            Topology topology = opened.keep(Topology.prepareForWork(broker, List.of()));
            store.ensureBucket();
            WorkLoop loop = opened.keep(
                    new WorkLoop(broker, Stages.INTERPOLATION, List.of(Topics.FRAMES), assembly, ending, policy));
            loop.start();
            opened.watch(loop::missing);
            opened.probe(() -> topology.requireTopics(List.of(Topics.FRAMES)));
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
                HealthCheckResponse.named("kinora-" + Stages.INTERPOLATION).status(missing.isEmpty());
        missing.ifPresent(what -> health.withData("missing", what));
        return health.build();
    }

    private int threads() {
        return inferenceSettings.threads().orElse(Runtime.getRuntime().availableProcessors());
    }

    private Optional<String> setting(String name) {
        return config.getOptionalValue(name, String.class);
    }
}
