package dev.kinora.storage;

import dev.kinora.contract.FailureException;
import dev.kinora.contract.JobOutcome;
import dev.kinora.contract.ObjectKeys;
import dev.kinora.objects.ObjectStore;
import dev.kinora.objects.StoredObject;
import dev.kinora.outcomes.JobOutcomes;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What goes from the store when its time is over.
 *
 * <p>Two rules have no exception: nothing younger than its setting is removed, by the store's own clock, and nothing of a job
 * that has {@code job.json} and is not over: no {@code outcome.json} yet, or a clip that is still to be published. Both are asked of the store again right before an object goes, so
 * several sweeps at once, or a listing that is old by the time it is used, do no harm. Of a job that has ended
 * {@code job.json} and {@code outcome.json} go last, in this order: an outcome without a job is harmless, a job without its
 * outcome would be open again.
 */
final class Retention {
    private static final String JOBS = "jobs/";
    private static final String CLIPS = "clips/";

    private final ObjectStore store;
    private final JobOutcomes outcomes;
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
        this.outcomes = new JobOutcomes(store);
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
            removed += sweepClip(clips.next(), now);
        }
        return removed;
    }

    private int sweepJob(KeyGroups.Group job, Instant now) {
        String id = job.name();
        List<StoredObject> made = job.objects().stream()
                .filter(object -> !isRecord(id, object.key()))
                .toList();
        if (made.isEmpty()) {
            return removeRecords(job, now);
        }
        List<StoredObject> old = made.stream()
                .filter(object -> isOlder(object, now.minus(keptFor(id, object.key()))))
                .toList();
        return old.isEmpty() || isOpen(id, now)
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
        if (key.startsWith(ObjectKeys.webhooks(id))) {
            return kept.outcomes();
        }
        return ObjectKeys.isOfWorkInHand(id, key) ? kept.checkpoints() : kept.frames();
    }

    /** As long as there is a clip, or anything else of it, its job is known. */
    private int removeRecords(KeyGroups.Group job, Instant now) {
        String id = job.name();
        Instant before = now.minus(kept.outcomes());
        boolean isOld = job.objects().stream().allMatch(object -> isOlder(object, before));
        if (!isOld || isOpen(id, now) || isAnythingMadeOf(id)) {
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
    private int sweepClip(KeyGroups.Group clip, Instant now) {
        Instant before = now.minus(kept.clips());
        boolean isOld = clip.objects().stream().allMatch(object -> isOlder(object, before));
        if (!isOld || isOpen(clip.name(), now)) {
            return 0;
        }
        String result = CLIPS + clip.name() + ".json";
        return removeIfOlder(result, before)
                + clip.objects().stream()
                        .filter(object -> !object.key().equals(result))
                        .mapToInt(object -> removeIfOlder(object.key(), before))
                        .sum();
    }

    /**
     * Whether something is still to come of the job: it has no outcome yet, or its clip is to be published, which goes on from
     * what lies here until the result is there. A result that is gone because it was old leaves an outcome that is older.
     */
    private boolean isOpen(String id, Instant now) {
        if (store.stat(ObjectKeys.job(id)).isEmpty()) {
            return false;
        }
        Optional<JobOutcome> outcome = outcomes.of(id);
        boolean isToCome = outcome.isPresent()
                && outcome.get().end() == JobOutcome.End.PUBLISHED
                && store.stat(ObjectKeys.publishedResult(id)).isEmpty();
        return outcome.isEmpty() || isToCome && !isOld(ObjectKeys.outcome(id), now.minus(kept.clips()));
    }

    /** Asks anew: an upload, say, may have been put again since it was listed. */
    private int removeIfOlder(String key, Instant before) {
        if (!isOld(key, before)) {
            return 0;
        }
        store.remove(key);
        return 1;
    }

    private boolean isOld(String key, Instant before) {
        return store.listing(key).anyMatch(now -> now.key().equals(key) && isOlder(now, before));
    }

    private static boolean isOlder(StoredObject object, Instant before) {
        return object.modified().isBefore(before);
    }
}
