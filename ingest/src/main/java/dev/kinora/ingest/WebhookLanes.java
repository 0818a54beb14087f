package dev.kinora.ingest;

import dev.kinora.contract.FailureException;
import dev.kinora.ingest.outside.OutsideClient;
import dev.kinora.ingest.outside.OutsideRules;
import dev.kinora.ingest.webhook.Courier;
import dev.kinora.ingest.webhook.WebhookLogs;
import dev.kinora.ingest.webhook.WebhookSecrets;
import dev.kinora.objects.ObjectStore;
import dev.kinora.work.GrowingDelay;
import dev.kinora.work.StageParts;
import java.util.List;

/** Opens the lanes of webhooks, events in one and deliveries in the other, where events may be posted at all. */
class WebhookLanes {
    private static final String SETTINGS = "kinora.ingest.webhook.";
    private static final String SECRETS = SETTINGS + "secret-file";
    private static final int AT_ONCE = 8;
    private static final int DELAY_FACTOR = 3;

    private final WebhookSettings settings;
    private final IngestChannels channels;

    WebhookLanes(WebhookSettings settings, IngestChannels channels) {
        this.settings = settings;
        this.channels = channels;
    }

    /**
     * Where events may be posted to.
     *
     * @throws FailureException BAD_INPUT naming the setting that is none
     */
    OutsideRules rules() {
        OutsideRules rules = new OutsideRules(
                "webhook.url",
                SETTINGS,
                settings.schemes(),
                settings.hosts().orElse(List.of()),
                settings.privateHosts().orElse(List.of()));
        LaneTimes.require(SETTINGS + "time-limit", settings.timeLimit());
        delay();
        if (rules.allowAny()) {
            secrets();
        }
        return rules;
    }

    void open(StageParts parts, OutsideRules rules, EventHooks hooks, ObjectStore store, IngestMessages messages) {
        if (!rules.allowAny()) {
            return;
        }
        Courier courier = new Courier(
                new OutsideClient(rules, settings.timeLimit()),
                secrets(),
                new WebhookLogs(store),
                new Courier.Patience(delay(), settings.giveUpAfter()));
        DecidedChannel deliveries = parts.keep(new DecidedChannel("ingest-webhooks", AT_ONCE));
        parts.keep(
                deliveries.follow(
                                channels.webhooks(),
                                (message, body) -> new DeliveryDecision(courier, messages, message, body))::cancel);
        DecidedChannel events = parts.keep(new DecidedChannel("ingest-webhook-events"));
        parts.keep(
                events.follow(channels.events(), (message, body) -> new EventDecision(hooks, message, body))::cancel);
    }

    private WebhookSecrets secrets() {
        return settings.secretFile()
                .map(file -> WebhookSecrets.read(SECRETS, file))
                .orElseThrow(() -> FailureException.badInput(
                        SECRETS, "nothing", "a file of secrets, as " + SETTINGS + "hosts lists hosts"));
    }

    private GrowingDelay delay() {
        return LaneTimes.growing(SETTINGS, settings.firstDelay(), DELAY_FACTOR, settings.longestDelay());
    }
}
