package dev.kinora.storage;

import dev.kinora.contract.Stages;
import dev.kinora.contract.Topics;
import dev.kinora.objects.ObjectStore;
import dev.kinora.objects.StoreSettings;
import dev.kinora.outcomes.JobEnding;
import dev.kinora.work.Announcer;
import dev.kinora.work.BrokerSettings;
import dev.kinora.work.RetryForwarder;
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

/** Runs the storage stage while the application runs, if {@code kinora.stages} names it. */
@Singleton
@Readiness
class StorageStage implements HealthCheck {
    private final Config config;
    private final StorageSettings settings;
    private final Set<String> stages;
    private final Emitter<ProducerRecord<String, byte[]>> messages;
    private final StageParts parts = new StageParts();
    private StageRun run;

    StorageStage(
            Config config,
            StorageSettings settings,
            @ConfigProperty(name = Stages.SETTING, defaultValue = Stages.ALL) Set<String> stages,
            @Channel("storage-messages-out") Emitter<ProducerRecord<String, byte[]>> messages) {
        this.config = config;
        this.settings = settings;
        this.stages = stages;
        this.messages = messages;
    }

    void start(@Observes StartupEvent event) {
        if (!stages.contains(Stages.STORAGE)) {
            return;
        }
        BrokerSettings broker = BrokerSettings.from(this::setting, config.getPropertyNames());
        Topology.requireLegal(broker);
        ObjectStore store = parts.keep(new ObjectStore(StoreSettings.from(this::setting)));
        WorkPolicy policy = WorkSettings.read(this::setting, config.getPropertyNames());
        run = parts.keep(
                new StageRun(Stages.STORAGE, policy.dependency(), opened -> open(opened, broker, store, policy)));
        run.start();
    }

    private void open(StageParts opened, BrokerSettings broker, ObjectStore store, WorkPolicy policy) {
        Topology topology = opened.keep(Topology.prepareForWork(broker, List.of()));
        store.ensureBucket();
        Announcer announcer = new Announcer(broker, Stages.STORAGE, messages::send);
        ClipPublication publication = new ClipPublication(store, announcer, settings);
        JobEnding ending = new JobEnding(Stages.STORAGE, store, announcer, publication);
        WorkLoop loop =
                opened.keep(new WorkLoop(broker, Stages.STORAGE, List.of(Topics.CLIPS), publication, ending, policy));
        RetryForwarder retries = opened.keep(new RetryForwarder(broker, Stages.STORAGE, policy.retry()));
        Retention retention = new Retention(store, settings.retention());
        RetentionSweeper sweeper =
                opened.keep(new RetentionSweeper(retention, settings.retention().interval()));
        loop.start();
        retries.start();
        sweeper.start();
        opened.watch(loop::missing);
        opened.probe(() -> topology.requireTopics(List.of(Topics.CLIPS, Topics.RETRIES)));
        opened.probe(store::ensureBucket);
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
                HealthCheckResponse.named("kinora-" + Stages.STORAGE).status(missing.isEmpty());
        missing.ifPresent(what -> health.withData("missing", what));
        return health.build();
    }

    private Optional<String> setting(String name) {
        return config.getOptionalValue(name, String.class);
    }
}
