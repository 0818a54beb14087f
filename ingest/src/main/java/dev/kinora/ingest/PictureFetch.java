package dev.kinora.ingest;

import dev.kinora.contract.Failure;
import dev.kinora.contract.FailureException;
import dev.kinora.contract.FailureKind.Fate;
import dev.kinora.contract.ObjectKeys;
import dev.kinora.contract.Topics;
import dev.kinora.ingest.outside.OutsideClient;
import dev.kinora.ingest.outside.PassingFailureException;
import dev.kinora.ingest.request.ImageSource.Linked;
import dev.kinora.ingest.request.JobRequest;
import dev.kinora.ingest.still.StillNormalizer;
import dev.kinora.objects.ObjectStore;
import dev.kinora.work.GrowingDelay;
import java.time.Instant;

/**
 * Fetches a request's picture, beside the requests' own lane, and sends the request back there. Nothing of the job is decided
 * here but that its picture cannot be had. A request that is delivered again is fetched for again, which only costs time.
 */
final class PictureFetch {
    private static final String FIELD = "image.url";

    private final ObjectStore store;
    private final JobEnds ends;
    private final IngestMessages messages;
    private final Intake intake;
    private final OutsideClient client;
    private final Patience patience;

    /**
     * How often a server is asked that cannot answer just now.
     *
     * @param tries at least 1
     * @param delay between them; nobody holds the request meanwhile
     */
    record Patience(int tries, GrowingDelay delay) {}

    /** The stage that it is a part of. */
    record Stage(ObjectStore store, JobEnds ends, IngestMessages messages, Intake intake) {}

    PictureFetch(Stage stage, OutsideClient client, Patience patience) {
        this.store = stage.store();
        this.ends = stage.ends();
        this.messages = stage.messages();
        this.intake = stage.intake();
        this.client = client;
        this.patience = patience;
    }

    /**
     * Fetches, or has that done later, or tells why it cannot be done.
     *
     * @throws FailureException if broker or store are away, or for a fault of ours; the request is then still to be fetched for
     * @throws InterruptedException if the stage ends meanwhile
     */
    void fetch(IncomingRequest request) throws InterruptedException {
        String id = request.derivedId();
        try {
            JobRequest wanted = JobRequest.parse(request.body());
            id = wanted.id().orElse(id);
            if (!isDecided(id, wanted, request) && wanted.takeImage() instanceof Linked image) {
                byte[] file = client.get(image.url(), StillNormalizer.LARGEST_FILE_BYTES);
                store.put(ObjectKeys.fetched(id, request.sha256()), file, "application/octet-stream");
            }
            messages.send(request.onTopic(Topics.REQUESTS, id));
        } catch (PassingFailureException away) {
            tryLater(id, request, away);
        } catch (FailureException refusal) {
            if (refusal.failure().kind().fate() != Fate.FAIL) {
                throw refusal;
            }
            intake.reject(id, refusal.failure(), request);
        }
    }

    /** Cancelled or made meanwhile: whoever decides requests says so. */
    private boolean isDecided(String id, JobRequest wanted, IncomingRequest request) {
        return ends.of(id, wanted.terms(request.sent()).deadline()).isPresent()
                || store.stat(ObjectKeys.job(id)).isPresent();
    }

    private void tryLater(String id, IncomingRequest request, PassingFailureException away) {
        int failures = request.failures() + 1;
        if (failures < patience.tries()) {
            messages.send(request.again(
                    id, failures, Instant.now().plus(patience.delay().after(failures))));
            return;
        }
        String found = away.getMessage() + ", the last of " + failures + " tries";
        intake.reject(id, Failure.badInput(FIELD, found, "a picture that can be fetched"), request);
    }
}
