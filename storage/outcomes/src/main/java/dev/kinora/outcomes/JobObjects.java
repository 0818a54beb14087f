package dev.kinora.outcomes;

import dev.kinora.contract.FailureException;
import dev.kinora.contract.ObjectKeys;
import dev.kinora.contract.ObjectRef;
import dev.kinora.contract.StageTask;
import dev.kinora.objects.ObjectStore;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What goes from the store once a job has ended. {@code job.json} and {@code outcome.json} always stay: they answer whoever
 * asks for the job again. So do the logs of its webhooks, which are told of the end only now. Doing it again does no harm, and whatever a worker writes afterwards is left to retention.
 */
public final class JobObjects {
    private final ObjectStore store;

    public JobObjects(ObjectStore store) {
        this.store = store;
    }

    /**
     * Of a job that nobody wants: everything, also what may lie under {@code clips/}. Only to be called where that is the
     * outcome that counts.
     *
     * @throws FailureException DEPENDENCY_DOWN if the store is away
     */
    public void removeCancelled(String id) {
        remove(id, key -> true);
        Stream.of(
                        ObjectKeys.publishedResult(id),
                        ObjectKeys.publishedPoster(id),
                        ObjectKeys.publishedPreview(id),
                        ObjectKeys.publishedClip(id))
                .forEach(store::remove);
    }

    /**
     * Of a job whose clip is published: what it was made from, but for the still.
     *
     * @param keepFrames whether its frames stay, with those in between
     * @throws FailureException DEPENDENCY_DOWN if the store is away
     */
    public void removePublished(String id, boolean keepFrames) {
        remove(id, key -> !key.equals(ObjectKeys.still(id)) && !(keepFrames && ObjectKeys.isFrames(id, key)));
    }

    /**
     * The task that makes storage announce a published clip, again or at last; empty if the clip's time in the store is over.
     *
     * @throws FailureException DEPENDENCY_DOWN if the store is away
     */
    public Optional<StageTask> clipTask(String id) {
        return store.stat(ObjectKeys.clip(id))
                .or(() -> store.stat(ObjectKeys.publishedClip(id)))
                .map(clip -> new StageTask(id, clip));
    }

    private void remove(String id, Predicate<String> unwanted) {
        Set<String> records = Set.of(ObjectKeys.job(id), ObjectKeys.outcome(id));
        // Listed to its end first: what is removed meanwhile may shift a store's pages.
        store.list(ObjectKeys.folder(id))
                .map(ObjectRef::key)
                .filter(key -> !records.contains(key) && !key.startsWith(ObjectKeys.webhooks(id)) && unwanted.test(key))
                .toList()
                .forEach(store::remove);
    }
}
