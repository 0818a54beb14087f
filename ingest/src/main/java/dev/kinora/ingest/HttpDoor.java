package dev.kinora.ingest;

import dev.kinora.contract.Stages;
import dev.kinora.contract.Topics;
import dev.kinora.ingest.board.JobBoard;
import dev.kinora.ingest.feed.Feed;
import dev.kinora.ingest.feed.FeedListener;
import dev.kinora.ingest.http.Desk;
import dev.kinora.ingest.http.Doorkeeper;
import dev.kinora.ingest.http.FrontDesk;
import dev.kinora.ingest.http.HttpAccess;
import dev.kinora.ingest.model.AnnouncedModels;
import dev.kinora.objects.ObjectStore;
import dev.kinora.work.BrokerSettings;
import dev.kinora.work.StageParts;
import dev.kinora.work.TopicFollower;
import jakarta.inject.Singleton;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Opens the REST interface with the stage, if this process listens at all: one that does not keeps no board either. */
@Singleton
class HttpDoor {
    private final boolean listens;
    private final String host;
    private final boolean judgesOrigins;
    private final IngestSettings settings;
    private final Doorkeeper keeper;
    private final FrontDesk front;

    HttpDoor(
            @ConfigProperty(name = "quarkus.http.host-enabled", defaultValue = "true") boolean listens,
            @ConfigProperty(name = "quarkus.http.host", defaultValue = "0.0.0.0") String host,
            @ConfigProperty(name = "quarkus.http.cors.enabled", defaultValue = "false") boolean judgesOrigins,
            IngestSettings settings,
            Doorkeeper keeper,
            FrontDesk front) {
        this.listens = listens;
        this.host = host;
        this.judgesOrigins = judgesOrigins;
        this.settings = settings;
        this.keeper = keeper;
        this.front = front;
    }

    /**
     * Lets in who may come.
     *
     * @throws dev.kinora.contract.FailureException BAD_INPUT if anybody could come, from anywhere
     */
    void admit() {
        if (listens) {
            keeper.admit(HttpAccess.of(settings.apiKeys(), host, judgesOrigins), settings.uploadTime());
        }
    }

    void open(StageParts parts, BrokerSettings broker, AnnouncedModels models, ObjectStore store, Desk.Intake intake) {
        if (!listens) {
            return;
        }
        JobBoard board = new JobBoard(settings.boardJobs());
        Feed.Limits limits = new Feed.Limits(settings.boardJobs(), settings.listeners(), settings.listenerPatience());
        Feed feed = parts.keep(new Feed(limits, board, broker, intake::job));
        List<String> topics = List.of(Topics.EVENTS, Topics.PROGRESS);
        TopicFollower follower = parts.keep(
                new TopicFollower(broker, Stages.INGEST, "ingest-board", topics, new FeedListener(board, feed)));
        follower.start();
        parts.watch(() -> follower.missing().or(board::missing));
        parts.keep(front.open(new Desk(board, feed, models, store, intake, settings.openJobs())));
    }
}
