package dev.kinora.storage;

import dev.kinora.contract.Stages;
import dev.kinora.contract.Topics;
import dev.kinora.objects.ObjectStore;
import dev.kinora.objects.StoreSettings;
import dev.kinora.outcomes.JobEnding;
import dev.kinora.work.Announcer;
import dev.kinora.work.BrokerSettings;
import dev.kinora.work.StageParts;
import dev.kinora.work.Topology;
import dev.kinora.work.WorkLoop;
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
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Emitter;

/** Runs the storage stage while the application runs, if {@code kinora.stages} names it. */
@Singleton
class StorageStage {
    private final Config config;
    private final StorageSettings settings;
    private final Set<String> stages;
    private final Emitter<ProducerRecord<String, byte[]>> messages;
    private final StageParts parts = new StageParts();

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
        Topology.prepareForWork(broker, List.of());
        ObjectStore store = parts.keep(new ObjectStore(StoreSettings.from(this::setting)));
        store.ensureBucket();
        Announcer announcer = new Announcer(broker, Stages.STORAGE, messages::send);
        ClipPublication publication = new ClipPublication(store, announcer, settings);
        JobEnding ending = new JobEnding(Stages.STORAGE, store, announcer, publication);
        WorkLoop loop = new WorkLoop(broker, Stages.STORAGE, List.of(Topics.CLIPS), publication, ending);
        parts.keep(loop).start();
        parts.keep(new RetentionSweeper(
                        new Retention(store, settings.retention()),
                        settings.retention().interval()))
                .start();
    }

    void stop(@Observes ShutdownEvent event) {
        leave();
    }

    /** Quarkus tells of no shutdown if this or another stage failed to start. */
    @PreDestroy
    void leave() {
        parts.close();
    }

    private Optional<String> setting(String name) {
        return config.getOptionalValue(name, String.class);
    }
}
