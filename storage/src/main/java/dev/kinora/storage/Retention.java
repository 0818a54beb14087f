package dev.kinora.storage;

import dev.kinora.contract.FailureException;
import dev.kinora.contract.ObjectKeys;
import dev.kinora.objects.ObjectStore;
import dev.kinora.objects.StoredObject;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * What goes from the store when its time is over.
 *
 * <p>Two rules have no exception: nothing younger than its setting is removed, by the store's own clock, and nothing of a job
 * that has {@code job.json} and no {@code outcome.json} yet. Both are asked of the store again right before an object goes, so
 * several sweeps at once, or a listing that is old by the time it is used, do no harm. Of a job that has ended
 * {@code job.json} and {@code outcome.json} go last, in this order: an outcome without a job is harmless, a job without its
 * outcome would be open again.
 */
final class Retention {
    private static final String JOBS = "jobs/";
    private static final String CLIPS = "clips/";

    private final ObjectStore store;
    private final StorageSettings.Retention kept;

    /** @throws FailureException BAD_INPUT on a setting below 0 */
    Retention(ObjectStore store, StorageSettings.Retention kept) {
        Map.of(
                        "uploads", kept.uploads(),
                        "stills", kept.stills(),
                        "frames", kept.frames(),
                        "checkpoints", kept.checkpoints(),
                        "clips", kept.clips(),
                        "outcomes", kept.outcomes(),
                        "interval", kept.interval())
                .forEach(Retention::requireDuration);
        this.store = store;
        this.kept = kept;
    }

    private static void requireDuration(String name, Duration duration) {
        if (duration.isNegative()) {
            throw FailureException.badInput("kinora.storage.retention." + name, duration, "0 or more");
        }
    }

    /**
     * Goes through the bucket once.
     *
     * @return number of objects removed
     * @throws FailureException DEPENDENCY_DOWN if the store is away
     */
    int sweep() {
        Instant now = store.time();
        int removed = 0;
        for (Iterator<StoredObject> uploads = store.listing(ObjectKeys.UPLOADS).iterator(); uploads.hasNext(); ) {
            StoredObject upload = uploads.next();
            Instant before = now.minus(kept.uploads());
            removed += isOlder(upload, before) ? removeIfOlder(upload.key(), before) : 0;
        }
        for (KeyGroups jobs = new KeyGroups(store.listing(JOBS), JOBS, '/'); jobs.hasNext(); ) {
            removed += sweepJob(jobs.next(), now);
        }
        for (KeyGroups clips = new KeyGroups(store.listing(CLIPS), CLIPS, '.'); clips.hasNext(); ) {
            removed += sweepClip(clips.next(), now.minus(kept.clips()));
        }
        return removed;
    }

    private int sweepJob(KeyGroups.Group job, Instant now) {
        String id = job.name();
        List<StoredObject> made = job.objects().stream()
                .filter(object -> !isRecord(id, object.key()))
                .toList();
        if (made.isEmpty()) {
            return removeRecords(job, now.minus(kept.outcomes()));
        }
        List<StoredObject> old = made.stream()
                .filter(object -> isOlder(object, now.minus(keptFor(id, object.key()))))
                .toList();
        return old.isEmpty() || isOpen(id)
                ? 0
                : old.stream()
                        .mapToInt(object -> removeIfOlder(object.key(), now.minus(keptFor(id, object.key()))))
                        .sum();
    }

    private static boolean isRecord(String id, String key) {
        return key.equals(ObjectKeys.job(id)) || key.equals(ObjectKeys.outcome(id));
    }

    private Duration keptFor(String id, String key) {
        if (key.equals(ObjectKeys.still(id))) {
            return kept.stills();
        }
        return ObjectKeys.isOfWorkInHand(id, key) ? kept.checkpoints() : kept.frames();
    }

    /** As long as there is a clip, or anything else of it, its job is known. */
    private int removeRecords(KeyGroups.Group job, Instant before) {
        String id = job.name();
        boolean isOld = job.objects().stream().allMatch(object -> isOlder(object, before));
        if (!isOld || isOpen(id) || isAnythingMadeOf(id)) {
            return 0;
        }
        int removed = removeIfOlder(ObjectKeys.job(id), before);
        boolean mayGo = store.stat(ObjectKeys.job(id)).isEmpty();
        return mayGo ? removed + removeIfOlder(ObjectKeys.outcome(id), before) : removed;
    }

    private boolean isAnythingMadeOf(String id) {
        return store.list(CLIPS + id + ".").findAny().isPresent()
                || store.list(ObjectKeys.folder(id)).anyMatch(object -> !isRecord(id, object.key()));
    }

    /** A clip goes with its poster and its result, once the last of them is old. The result goes first: it vouches for the rest. */
    private int sweepClip(KeyGroups.Group clip, Instant before) {
        boolean isOld = clip.objects().stream().allMatch(object -> isOlder(object, before));
        if (!isOld || isOpen(clip.name())) {
            return 0;
        }
        String result = CLIPS + clip.name() + ".json";
        return removeIfOlder(result, before)
                + clip.objects().stream()
                        .filter(object -> !object.key().equals(result))
                        .mapToInt(object -> removeIfOlder(object.key(), before))
                        .sum();
    }

    /** The job first: one that ends in between counts as open for this time. */
    private boolean isOpen(String id) {
        return store.stat(ObjectKeys.job(id)).isPresent()
                && store.stat(ObjectKeys.outcome(id)).isEmpty();
    }

    /** Asks anew: an upload, say, may have been put again since it was listed. */
    private int removeIfOlder(String key, Instant before) {
        boolean isOld = store.listing(key).anyMatch(now -> now.key().equals(key) && isOlder(now, before));
        if (isOld) {
            store.remove(key);
        }
        return isOld ? 1 : 0;
    }

    private static boolean isOlder(StoredObject object, Instant before) {
        return object.modified().isBefore(before);
    }
}
