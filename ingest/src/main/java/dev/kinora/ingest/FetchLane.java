package dev.kinora.ingest;

import dev.kinora.contract.FailureException;
import dev.kinora.ingest.PictureFetch.Patience;
import dev.kinora.ingest.outside.OutsideClient;
import dev.kinora.ingest.outside.OutsideRules;
import dev.kinora.work.GrowingDelay;
import dev.kinora.work.StageParts;
import java.time.Duration;
import java.util.List;

/** Opens the lane in which pictures are fetched, where pictures may be fetched at all. */
class FetchLane {
    private static final String SETTINGS = "kinora.ingest.image-url.";
    /** Each holds a picture of up to 16 MiB. */
    private static final int AT_ONCE = 8;

    private static final int DELAY_FACTOR = 4;
    private static final Duration LONGEST_DELAY = Duration.ofMinutes(5);

    private final ImageUrlSettings settings;
    private final IngestChannels channels;

    FetchLane(ImageUrlSettings settings, IngestChannels channels) {
        this.settings = settings;
        this.channels = channels;
    }

    /**
     * Which pictures may be fetched.
     *
     * @throws FailureException BAD_INPUT naming the setting that is none
     */
    OutsideRules rules() {
        if (settings.tries() < 1) {
            throw FailureException.badInput(SETTINGS + "tries", settings.tries(), "at least 1");
        }
        LaneTimes.require(SETTINGS + "time-limit", settings.timeLimit());
        delay();
        return new OutsideRules(
                "image.url",
                SETTINGS,
                settings.schemes(),
                settings.hosts().orElse(List.of()),
                settings.privateHosts().orElse(List.of()));
    }

    void open(StageParts parts, OutsideRules rules, PictureFetch.Stage stage) {
        if (!rules.allowAny()) {
            return;
        }
        PictureFetch fetch = new PictureFetch(
                stage, new OutsideClient(rules, settings.timeLimit()), new Patience(settings.tries(), delay()));
        DecidedChannel lane = parts.keep(new DecidedChannel("ingest-fetches", AT_ONCE));
        parts.keep(
                lane.follow(
                                channels.fetches(),
                                (message, body) ->
                                        new FetchDecision(fetch, stage.intake(), IncomingRequest.of(message, body)))
                        ::cancel);
    }

    private GrowingDelay delay() {
        return LaneTimes.growing(SETTINGS, settings.firstDelay(), DELAY_FACTOR, LONGEST_DELAY);
    }
}
