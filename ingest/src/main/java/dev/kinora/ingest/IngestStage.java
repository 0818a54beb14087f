package dev.kinora.ingest;

import dev.kinora.contract.Stages;
import dev.kinora.contract.Topics;
import dev.kinora.ingest.model.AnnouncedModels;
import dev.kinora.ingest.model.ModelListener;
import dev.kinora.ingest.still.StillNormalizer;
import dev.kinora.objects.ObjectStore;
import dev.kinora.objects.StoreSettings;
import dev.kinora.work.BrokerSettings;
import dev.kinora.work.GrowingDelay;
import dev.kinora.work.StageParts;
import dev.kinora.work.StageRun;
import dev.kinora.work.Topology;
import dev.kinora.work.WorkSettings;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import io.smallrye.mutiny.unchecked.Unchecked;
import io.smallrye.reactive.messaging.kafka.api.IncomingKafkaRecordMetadata;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Emitter;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.jboss.logging.Logger;

/** Runs the ingest stage while the application runs, if {@code kinora.stages} names it. */
@Singleton
@Readiness
class IngestStage implements HealthCheck {
    private static final Logger LOG = Logger.getLogger(IngestStage.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(15);

    private final Config config;
    private final IngestSettings settings;
    private final Set<String> stages;
    private final Multi<Message<byte[]>> requests;
    private final Emitter<ProducerRecord<String, byte[]>> messages;
    /** Requests are decided one after the other, so that two of one id never cross. */
    private final ExecutorService thread = Executors.newSingleThreadExecutor(task -> new Thread(task, "ingest"));

    private final StageParts parts = new StageParts();
    private StageRun run;

    /** The channel of requests connects once it is subscribed to. */
    IngestStage(
            Config config,
            IngestSettings settings,
            @ConfigProperty(name = Stages.SETTING, defaultValue = Stages.ALL) Set<String> stages,
            @Channel("ingest-requests-in") Multi<Message<byte[]>> requests,
            @Channel("ingest-messages-out") Emitter<ProducerRecord<String, byte[]>> messages) {
        this.config = config;
        this.settings = settings;
        this.stages = stages;
        this.requests = requests;
        this.messages = messages;
    }

    void start(@Observes StartupEvent event) {
        if (!stages.contains(Stages.INGEST)) {
            return;
        }
        StillNormalizer normalizer = new StillNormalizer();
        thread.execute(normalizer::warmUp);
        BrokerSettings broker = BrokerSettings.from(this::setting, config.getPropertyNames());
        Topology.requireLegal(broker);
        ObjectStore store = parts.keep(new ObjectStore(StoreSettings.from(this::setting)));
        JobFolder jobs = new JobFolder(store, normalizer, settings.workDirectory());
        GrowingDelay delay =
                WorkSettings.read(this::setting, config.getPropertyNames()).dependency();
        run = parts.keep(new StageRun(Stages.INGEST, delay, opened -> open(opened, broker, store, jobs)));
        run.start();
    }

    private void open(StageParts opened, BrokerSettings broker, ObjectStore store, JobFolder jobs) {
        Topology topology = opened.keep(new Topology(broker));
        topology.ensure(Topics.all());
        store.ensureBucket();
        AnnouncedModels models = new AnnouncedModels(settings.defaultModel(), settings.modelGrace());
        ModelListener listener = opened.keep(new ModelListener(broker, models));
        listener.start();
        Intake intake = new Intake(jobs, models, new IngestMessages(broker, messages::send));
        opened.keep(decideAll(new Persistence(intake, FIRST_PAUSE, LONGEST_PAUSE))::cancel);
        opened.watch(listener::missing);
        opened.probe(() -> topology.requireTopics(List.of(Topics.REQUESTS, Topics.MODELS)));
        opened.probe(store::ensureBucket);
    }

    void stop(@Observes ShutdownEvent event) {
        leave();
    }

    /** Quarkus tells of no shutdown if this or another stage failed to start. */
    @PreDestroy
    void leave() {
        thread.shutdownNow();
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

    /** A request is acknowledged once it is decided; one that is not is delivered again after a restart. */
    private Cancellable decideAll(Persistence persistence) {
        return requests.onItem()
                .transformToUniAndConcatenate(message -> Uni.createFrom()
                        .voidItem()
                        .emitOn(thread)
                        .invoke(Unchecked.consumer(begin -> persistence.decide(request(message))))
                        .chain(() -> acknowledge(message)))
                .subscribe()
                .with(decided -> {}, this::ended);
    }

    private static IncomingRequest request(Message<byte[]> message) {
        IncomingKafkaRecordMetadata<?, ?> metadata =
                message.getMetadata(IncomingKafkaRecordMetadata.class).orElseThrow();
        return IncomingRequest.of(metadata.getRecord(), message.getPayload());
    }

    /** An acknowledgement that is lost costs a second delivery, and no more. */
    private static Uni<Void> acknowledge(Message<byte[]> message) {
        return Uni.createFrom()
                .completionStage(message.ack())
                .onFailure()
                .invoke(lost -> LOG.warnf("request decided but not acknowledged: %s", lost.getMessage()))
                .onFailure()
                .recoverWithNull();
    }

    private void ended(Throwable problem) {
        if (!thread.isShutdown()) {
            LOG.error("no more requests are taken until this process starts again", problem);
        }
    }

    private Optional<String> setting(String name) {
        return config.getOptionalValue(name, String.class);
    }
}
