package dev.kinora.ingest;

import dev.kinora.contract.FailureException;
import dev.kinora.contract.FailureKind.Fate;
import dev.kinora.contract.ObjectKeys;
import dev.kinora.contract.Topics;
import dev.kinora.ingest.outside.OutsideRules;
import dev.kinora.ingest.request.ImageSource;
import dev.kinora.ingest.request.ImageSource.Inline;
import dev.kinora.ingest.request.ImageSource.Linked;
import dev.kinora.objects.ObjectMissingException;
import dev.kinora.objects.ObjectStore;
import java.util.Optional;
import java.util.function.Function;

/**
 * Pictures that requests name by URL, as the requests' own lane sees them: there, or else to be fetched by the way of
 * {@code kinora.fetches}, which {@link PictureFetch} goes. Everything about a job is still decided in this one lane, one
 * request after the other, so fetches need no order.
 */
final class LinkedPictures {
    /** A request that waits has to fit on the topics of work, whose limit is 1 MiB. */
    private static final int LARGEST_REQUEST_BYTES = 512 << 10;

    private final OutsideRules rules;
    private final ObjectStore store;
    private final IngestMessages messages;

    LinkedPictures(OutsideRules rules, ObjectStore store, IngestMessages messages) {
        this.rules = rules;
        this.store = store;
        this.messages = messages;
    }

    /**
     * Refuses a URL that may not be fetched, as far as that is known by looking at it.
     *
     * @param request that holds it
     * @throws FailureException BAD_INPUT on {@code image.url} or {@code request}
     */
    void require(Linked image, byte[] request) {
        rules.require(image.url());
        if (request.length > LARGEST_REQUEST_BYTES) {
            throw FailureException.badInput(
                    "request", request.length + " bytes", "with image.url at most " + LARGEST_REQUEST_BYTES);
        }
    }

    /**
     * Makes a job of the picture, if it is there; otherwise the request is sent to be fetched for.
     *
     * @param making of the job; also if it refuses the picture, the next request has it fetched anew
     */
    Optional<StoredJob> create(
            Linked image, String id, IncomingRequest request, Function<ImageSource, StoredJob> making) {
        require(image, request.body());
        String key = ObjectKeys.fetched(id, request.sha256());
        Optional<byte[]> file = fetched(key);
        if (file.isEmpty()) {
            messages.send(request.onTopic(Topics.FETCHES, id));
            return Optional.empty();
        }
        try {
            StoredJob job = making.apply(new Inline(file.get()));
            store.remove(key);
            return Optional.of(job);
        } catch (FailureException refusal) {
            if (refusal.failure().kind().fate() == Fate.FAIL) {
                store.remove(key);
            }
            throw refusal;
        }
    }

    private Optional<byte[]> fetched(String key) {
        try {
            return store.stat(key).map(found -> store.get(key));
        } catch (ObjectMissingException removedMeanwhile) {
            return Optional.empty();
        }
    }
}
