package dev.kinora.ingest.webhook;

import dev.kinora.contract.ObjectKeys;
import dev.kinora.contract.ObjectRef;
import dev.kinora.contract.WebhookDelivery;
import dev.kinora.contract.WebhookLog;
import dev.kinora.objects.ObjectMissingException;
import dev.kinora.objects.ObjectStore;
import dev.kinora.work.MessageCodec;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** What became of the messages to a job's webhook, kept in the store. All methods throw DEPENDENCY_DOWN if it is away. */
public final class WebhookLogs {
    private final ObjectStore store;
    private final MessageCodec codec = new MessageCodec();

    public WebhookLogs(ObjectStore store) {
        this.store = store;
    }

    /** Of every message of a job, in the order of their first attempts. */
    public List<WebhookLog> all(String id) {
        return store.list(ObjectKeys.webhooks(id)).map(ObjectRef::key).toList().stream()
                .flatMap(key -> read(key).stream())
                .sorted(Comparator.comparing(log -> log.attempts().get(0).at()))
                .toList();
    }

    WebhookLog of(WebhookDelivery delivery) {
        return read(ObjectKeys.webhook(delivery.id(), delivery.message())).orElseGet(() -> WebhookLog.of(delivery));
    }

    void write(String id, WebhookLog log) {
        store.put(ObjectKeys.webhook(id, log.message()), codec.write(log), "application/json");
    }

    private Optional<WebhookLog> read(String key) {
        try {
            return store.stat(key).map(found -> codec.read(store.get(key), WebhookLog.class));
        } catch (ObjectMissingException removedMeanwhile) {
            return Optional.empty();
        }
    }
}
