package dev.kinora.ingest.board;

import dev.kinora.contract.Failure;
import dev.kinora.contract.FailureException;
import dev.kinora.contract.FailureKind;
import dev.kinora.contract.JobEvent;
import dev.kinora.contract.JobProgress;
import dev.kinora.contract.Topics;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The jobs that were heard of, the oldest first, up to a number: beyond it the oldest that has ended is forgotten, or the
 * oldest of all where none has. Thread-safe.
 */
public final class JobBoard {
    private final int capacity;
    private final Map<String, JobStatus> jobs = new LinkedHashMap<>();
    private boolean complete;

    /** @param capacity jobs at most; each takes about 1 KB, with the longest labels 30 */
    public JobBoard(int capacity) {
        this.capacity = capacity;
    }

    /**
     * Notes a request that is about to be sent; of a job that is known this says nothing new, and no limit counts.
     *
     * @return whether it is new here
     * @throws ExcessException if no other job may be opened
     */
    public synchronized boolean reserve(String id, Allowance allowance, Instant at) {
        JobStatus known = jobs.get(id);
        if (known != null && known.state() != JobState.REJECTED) {
            return false;
        }
        requireRoom(allowance, at);
        if (known == null) {
            put(JobStatus.submitted(id, allowance.owner(), at));
        }
        return known == null;
    }

    /** Looks whether another job may be opened, without opening one. */
    public synchronized void requireRoom(Allowance allowance, Instant at) {
        Reservations.excess(jobs.values(), allowance, at).ifPresent(excess -> {
            throw new ExcessException(excess);
        });
    }

    /** Takes a reservation back: its request was not sent. */
    public synchronized void release(String id) {
        jobs.computeIfPresent(id, (key, job) -> job.state() == JobState.SUBMITTED ? null : job);
    }

    /** Hears what happened to a job. */
    public synchronized void happened(JobEvent event, Instant at) {
        JobStatus before = jobs.getOrDefault(event.id(), JobStatus.submitted(event.id(), null, at));
        put(before.after(event, at));
    }

    /** Hears how far a job is; nothing of one that no event has told of. */
    public synchronized void progressed(JobProgress progress, Instant at) {
        jobs.computeIfPresent(progress.id(), (id, before) -> before.with(progress, at));
    }

    /** All that was said before the start is heard. */
    public synchronized void completed() {
        complete = true;
    }

    /**
     * The job, if the board has it.
     *
     * @throws FailureException DEPENDENCY_DOWN while the topics are still being read
     */
    public synchronized Optional<JobStatus> find(String id) {
        requireComplete();
        return Optional.ofNullable(jobs.get(id));
    }

    /** The job's labels, if the board has it. */
    public synchronized Optional<Map<String, String>> labels(String id) {
        return Optional.ofNullable(jobs.get(id)).map(JobStatus::labels);
    }

    /**
     * The newest jobs that match, the newest first.
     *
     * @throws FailureException BAD_INPUT on field {@code before} if that job is not on the board; DEPENDENCY_DOWN while the
     *     topics are still being read
     */
    public synchronized JobPage list(JobQuery query) {
        requireComplete();
        if (query.before() != null && !jobs.containsKey(query.before())) {
            throw FailureException.badInput("before", query.before(), "the id of a job on the board");
        }
        List<JobStatus> older = new ArrayList<>();
        for (JobStatus job : jobs.values()) {
            if (job.id().equals(query.before())) {
                break;
            }
            if (query.matches(job)) {
                older.add(job);
            }
        }
        Collections.reverse(older);
        return JobPage.first(older, query.limit());
    }

    /** Why nothing is said yet, in words for a person; empty if it is. */
    public synchronized Optional<String> missing() {
        return complete ? Optional.empty() : Optional.of("the job board is still being read from " + Topics.EVENTS);
    }

    /**
     * Says nothing if everything was heard.
     *
     * @throws FailureException DEPENDENCY_DOWN while the topics are still being read
     */
    public synchronized void requireComplete() {
        missing().ifPresent(message -> {
            throw new FailureException(new Failure(FailureKind.DEPENDENCY_DOWN, "", "", "", message));
        });
    }

    private void put(JobStatus job) {
        if (jobs.put(job.id(), job) == null && jobs.size() > capacity) {
            forgetOne(job.id());
        }
    }

    private void forgetOne(String newest) {
        Iterator<JobStatus> oldestFirst = jobs.values().iterator();
        while (oldestFirst.hasNext()) {
            JobStatus job = oldestFirst.next();
            if (job.state().isEnd() && !job.id().equals(newest)) {
                oldestFirst.remove();
                return;
            }
        }
        jobs.remove(jobs.keySet().iterator().next());
    }
}
