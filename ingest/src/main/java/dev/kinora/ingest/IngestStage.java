package dev.kinora.ingest;

import dev.kinora.contract.Stages;
import dev.kinora.contract.Topics;
import dev.kinora.ingest.Intake.Outward;
import dev.kinora.ingest.OutwardLanes.Allowed;
import dev.kinora.ingest.model.AnnouncedModels;
import dev.kinora.ingest.model.ModelListener;
import dev.kinora.ingest.still.StillNormalizer;
import dev.kinora.objects.ObjectStore;
import dev.kinora.objects.StoreSettings;
import dev.kinora.work.BrokerSettings;
import dev.kinora.work.GrowingDelay;
import dev.kinora.work.StageParts;
import dev.kinora.work.StageRun;
import dev.kinora.work.TopicFollower;
import dev.kinora.work.Topology;
import dev.kinora.work.WorkSettings;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/** Runs the ingest stage while the application runs, if {@code kinora.stages} names it. */
@Singleton
@Readiness
class IngestStage implements HealthCheck {
    private final Config config;
    private final IngestSettings settings;
    private final Set<String> stages;
    private final IngestChannels channels;
    private final HttpDoor http;
    private final OutwardLanes lanes;
    private final StageParts parts = new StageParts();
    private final DecidedChannel requests = new DecidedChannel("ingest-requests");
    /** Commands wait for no request, which may take a while to be decided. */
    private final DecidedChannel control = new DecidedChannel("ingest-control");

    private StageRun run;

    IngestStage(
            Config config,
            IngestSettings settings,
            @ConfigProperty(name = Stages.SETTING, defaultValue = Stages.ALL) Set<String> stages,
            IngestChannels channels,
            HttpDoor http,
            OutwardLanes lanes) {
        this.config = config;
        this.settings = settings;
        this.stages = stages;
        this.channels = channels;
        this.http = http;
        this.lanes = lanes;
    }

    void start(@Observes StartupEvent event) {
        if (!stages.contains(Stages.INGEST)) {
            return;
        }
        http.admit();
        Allowed allowed = lanes.allowed();
        StillNormalizer normalizer = new StillNormalizer();
        requests.execute(normalizer::warmUp);
        BrokerSettings broker = BrokerSettings.from(this::setting, config.getPropertyNames());
        Topology.requireLegal(broker);
        ObjectStore store = parts.keep(new ObjectStore(StoreSettings.from(this::setting)));
        JobFolder jobs = new JobFolder(store, normalizer, settings.workDirectory());
        GrowingDelay delay =
                WorkSettings.read(this::setting, config.getPropertyNames()).dependency();
        run = parts.keep(new StageRun(Stages.INGEST, delay, opened -> open(opened, broker, store, jobs, allowed)));
        run.start();
    }

    private void open(StageParts opened, BrokerSettings broker, ObjectStore store, JobFolder jobs, Allowed allowed) {
        Topology topology = opened.keep(new Topology(broker));
        topology.ensure(Topics.all());
        store.ensureBucket();
        AnnouncedModels models = new AnnouncedModels(settings.defaultModel(), settings.modelGrace());
        TopicFollower announcements = opened.keep(new TopicFollower(
                broker, Stages.INGEST, "ingest-models", List.of(Topics.MODELS), new ModelListener(models)));
        announcements.start();
        IngestMessages messages = new IngestMessages(broker, channels.messages()::send);
        JobEnds ends = new JobEnds(store, messages);
        Outward outward = new Outward(
                new LinkedPictures(allowed.pictures(), store, messages),
                new EventHooks(allowed.receivers(), jobs, messages));
        Intake intake = new Intake(jobs, models, ends, messages, outward);
        lanes.open(opened, allowed, new PictureFetch.Stage(store, ends, messages, intake), outward);
        Retrials retrials = new Retrials(store, jobs, ends, intake);
        opened.keep(control.follow(
                channels.control(), (message, body) -> new CommandDecision(ends, retrials, message, body))::cancel);
        opened.keep(
                requests.follow(
                        channels.requests(),
                        (message, body) -> new RequestDecision(intake, IncomingRequest.of(message, body)))::cancel);
        http.open(opened, broker, models, store, new StageDesk(intake, jobs, ends, messages));
        opened.watch(announcements::missing);
        opened.watch(requests::missing);
        opened.watch(control::missing);
        opened.probe(() -> topology.requireTopics(List.of(Topics.REQUESTS, Topics.CONTROL, Topics.MODELS)));
        opened.probe(store::ensureBucket);
    }

    void stop(@Observes ShutdownEvent event) {
        leave();
    }

    /** Quarkus tells of no shutdown if this or another stage failed to start. */
    @PreDestroy
    void leave() {
        requests.close();
        control.close();
        parts.close();
    }

    /** Ready while nothing is missing that the stage needs; health checks say what is. */
    @Override
    public HealthCheckResponse call() {
        Optional<String> missing = run == null ? Optional.empty() : run.missing();
        HealthCheckResponseBuilder health =
                HealthCheckResponse.named("kinora-" + Stages.INGEST).status(missing.isEmpty());
        missing.ifPresent(what -> health.withData("missing", what));
        return health.build();
    }

    private Optional<String> setting(String name) {
        return config.getOptionalValue(name, String.class);
    }
}
