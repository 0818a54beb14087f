package dev.kinora.local.chaos;

import dev.kinora.contract.JobOutcome;
import dev.kinora.contract.ObjectKeys;
import dev.kinora.contract.ObjectRef;
import dev.kinora.local.chaos.PlannedJob.Fate;
import dev.kinora.objects.ObjectStore;
import dev.kinora.outcomes.JobOutcomes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Holds what became of each job against what should have. */
final class Verdict {
    /** What stays of a job that has ended, until its retention is over; a refused request leaves nothing. */
    private static final List<String> KEPT = List.of("job.json", "outcome.json", "still.png");

    private final ObjectStore store;
    private final JobOutcomes outcomes;
    private final Journal journal;
    private final Map<String, String> checksums;
    private final List<String> faults = new ArrayList<>();
    private final Map<String, Integer> counts = new TreeMap<>();

    /** @param checksums SHA-256 of each recipe's clip, undisturbed */
    Verdict(ObjectStore store, Journal journal, Map<String, String> checksums) {
        this.store = store;
        this.outcomes = new JobOutcomes(store);
        this.journal = journal;
        this.checksums = checksums;
    }

    /** Whether the job has ended as it may; a wrong end counts as one, so that nobody waits for it. */
    static boolean isOver(PlannedJob job, Journal journal) {
        Set<String> ends = journal.ends(job.id());
        return job.fate() == Fate.CLASHING ? ends.containsAll(job.fate().ends()) : !ends.isEmpty();
    }

    /** Looks at every job; what is wrong is in {@link #faults()}. */
    void judge(List<PlannedJob> jobs) {
        jobs.forEach(this::judge);
    }

    /** Objects under {@code jobs/} that nobody should find any more. */
    List<String> orphans() {
        return store.list("jobs/")
                .map(ObjectRef::key)
                .filter(key -> KEPT.stream().noneMatch(kept -> key.endsWith("/" + kept)))
                .toList();
    }

    /** One line each. */
    List<String> faults() {
        return faults;
    }

    /** How many jobs ended which way. */
    Map<String, Integer> counts() {
        return counts;
    }

    private void judge(PlannedJob job) {
        Set<String> ends = journal.ends(job.id());
        ends.forEach(end -> counts.merge(end, 1, Integer::sum));
        boolean right = job.fate() == Fate.CLASHING
                ? ends.equals(job.fate().ends())
                : ends.size() == 1 && job.fate().ends().containsAll(ends);
        if (!right || journal.differentEnds(job.id()) != ends.size()) {
            fault(job, ends.isEmpty() ? "lost" : "ended with " + journal.differentEnds(job.id()) + " events " + ends);
        }
        boolean published = ends.contains("ClipPublished");
        outcome(job, ends, published);
        clip(job, published);
        if (Set.of(Fate.BROKEN, Fate.DEADLY).contains(job.fate()) && !journal.hasLetter(job.id())) {
            fault(job, "no dead letter");
        }
    }

    private void outcome(PlannedJob job, Set<String> ends, boolean published) {
        Optional<JobOutcome.End> end = outcomes.of(job.id()).map(JobOutcome::end);
        boolean fits = published
                ? end.equals(Optional.of(JobOutcome.End.PUBLISHED))
                : end.isEmpty() || end.get() != JobOutcome.End.PUBLISHED;
        if (!fits) {
            fault(job, "ended with " + ends + ", but its outcome is " + end);
        }
    }

    private void clip(PlannedJob job, boolean published) {
        Optional<ObjectRef> clip = store.stat(ObjectKeys.publishedClip(job.id()));
        if (clip.isPresent() != published) {
            fault(job, published ? "no clip" : "a clip that should not be there");
        } else if (published
                && !clip.get().sha256().equals(checksums.get(job.recipe().name()))) {
            fault(job, "different bytes: " + clip.get().sha256());
        }
    }

    private void fault(PlannedJob job, String what) {
        faults.add(job.id() + " (" + job.recipe().name() + "): " + what);
    }
}
