package dev.kinora.ingest;

import dev.kinora.contract.Stages;
import dev.kinora.contract.Topics;
import dev.kinora.ingest.model.AnnouncedModels;
import dev.kinora.ingest.model.ModelListener;
import dev.kinora.ingest.still.StillNormalizer;
import dev.kinora.objects.ObjectStore;
import dev.kinora.objects.StoreSettings;
import dev.kinora.work.BrokerSettings;
import dev.kinora.work.StageParts;
import dev.kinora.work.Topology;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Runs the ingest stage while the application runs, if {@code kinora.stages} names it. */
@Singleton
class IngestStage {
    private final Config config;
    private final IngestSettings settings;
    private final Set<String> stages;
    private final IngestChannels channels;
    private final StageParts parts = new StageParts();

    IngestStage(
            Config config,
            IngestSettings settings,
            @ConfigProperty(name = Stages.SETTING, defaultValue = Stages.ALL) Set<String> stages,
            IngestChannels channels) {
        this.config = config;
        this.settings = settings;
        this.stages = stages;
        this.channels = channels;
    }

    void start(@Observes StartupEvent event) {
        if (!stages.contains(Stages.INGEST)) {
            return;
        }
        StillNormalizer normalizer = new StillNormalizer();
        DecidedChannel requests = parts.keep(new DecidedChannel("ingest-requests"));
        requests.execute(normalizer::warmUp);
        BrokerSettings broker = BrokerSettings.from(this::setting, config.getPropertyNames());
        try (Topology topology = new Topology(broker)) {
            topology.ensure(Topics.all());
        }
        ObjectStore store = parts.keep(new ObjectStore(StoreSettings.from(this::setting)));
        store.ensureBucket();
        AnnouncedModels models = new AnnouncedModels(settings.defaultModel(), settings.modelGrace());
        ModelListener listener = parts.keep(new ModelListener(broker, models));
        listener.start();
        IngestMessages messages = new IngestMessages(broker, channels.messages()::send);
        JobEnds ends = new JobEnds(store, messages);
        Intake intake = new Intake(new JobFolder(store, normalizer, settings.workDirectory()), models, ends, messages);
        // Commands wait for no request, which may take a while to be decided.
        DecidedChannel control = parts.keep(new DecidedChannel("ingest-control"));
        parts.keep(
                control.follow(channels.control(), (message, body) -> new CommandDecision(ends, message, body))
                        ::cancel);
        parts.keep(
                requests.follow(
                        channels.requests(),
                        (message, body) -> new RequestDecision(intake, IncomingRequest.of(message, body)))::cancel);
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
