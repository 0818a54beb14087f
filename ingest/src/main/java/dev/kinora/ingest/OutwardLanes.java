package dev.kinora.ingest;

import dev.kinora.contract.FailureException;
import dev.kinora.ingest.Intake.Outward;
import dev.kinora.ingest.outside.OutsideRules;
import dev.kinora.work.StageParts;
import jakarta.inject.Singleton;

/** What of the stage reaches other people's hosts: pictures are fetched from some, events posted to others. */
@Singleton
class OutwardLanes {
    private final FetchLane fetches;
    private final WebhookLanes webhooks;

    OutwardLanes(IngestSettings settings, IngestChannels channels) {
        this.fetches = new FetchLane(settings.imageUrl(), channels);
        this.webhooks = new WebhookLanes(settings.webhook(), channels);
    }

    /** Hosts of others that this process may reach. */
    record Allowed(OutsideRules pictures, OutsideRules receivers) {}

    /**
     * Which these are.
     *
     * @throws FailureException BAD_INPUT naming the setting that is none
     */
    Allowed allowed() {
        return new Allowed(fetches.rules(), webhooks.rules());
    }

    /** Opens the lanes of what is allowed; without any none connects. */
    void open(StageParts parts, Allowed allowed, PictureFetch.Stage stage, Outward outward) {
        fetches.open(parts, allowed.pictures(), stage);
        webhooks.open(parts, allowed.receivers(), outward.hooks(), stage.store(), stage.messages());
    }
}
