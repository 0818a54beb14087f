package dev.kinora.local.session;

import dev.kinora.contract.FailureException;
import dev.kinora.contract.FailureKind;
import dev.kinora.contract.JobEvent;
import dev.kinora.contract.JobEvent.ClipPublished;
import dev.kinora.contract.JobEvent.JobCancelled;
import dev.kinora.contract.JobEvent.JobFailed;
import dev.kinora.contract.JobEvent.JobRejected;
import dev.kinora.local.client.JobListener;
import dev.kinora.local.client.Request;
import dev.kinora.local.client.Uploads;
import dev.kinora.local.remote.JobView;
import dev.kinora.local.remote.JobsApi;
import dev.kinora.local.remote.Results;
import dev.kinora.local.remote.RoomUploads;
import dev.kinora.local.remote.Server;
import dev.kinora.local.remote.Watch;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.function.Predicate;

/** A server does the jobs; they do not depend on this process. */
public final class RemoteSession implements Session {
    private static final String INTERRUPTED = "interrupted";

    private final JobsApi jobs;
    private final Results results;
    private final Watch watch;
    private final Predicate<String> stay;
    private final Queue<JobEvent> refusals = new ArrayDeque<>();

    /**
     * Of one server.
     *
     * @param stay asked whether the jobs it is told in words are to go on without their user
     */
    public RemoteSession(Server server, Predicate<String> stay) {
        this.jobs = new JobsApi(server);
        this.results = new Results(jobs);
        this.watch = new Watch(jobs);
        this.stay = stay;
    }

    @Override
    public Uploads uploads() {
        return new RoomUploads(jobs);
    }

    @Override
    public void submit(Request request) {
        try {
            jobs.submit(request);
            watch.add(request.id());
        } catch (FailureException refused) {
            if (refused.failure().kind() != FailureKind.BAD_INPUT) {
                throw refused;
            }
            refusals.add(new JobRejected(request.id(), refused.failure()));
        }
    }

    @Override
    public void follow(JobListener listener) {
        do {
            tellRefusals(listener);
            watch.follow(answer -> tell(answer.job(), listener), () -> {
                tellRefusals(listener);
                listener.waiting();
            });
        } while (!refusals.isEmpty());
    }

    /** Those of a job that is watched from its middle. */
    public void follow(String id, JobListener listener) {
        watch.add(id);
        follow(listener);
    }

    /** Has it cancelled. */
    public void cancel(String id, String reason) {
        jobs.cancel(id, reason);
    }

    @Override
    public void clip(ClipPublished published, Path target) {
        results.clip(published, target);
    }

    @Override
    public void frames(String id, Path folder) {
        throw FailureException.badInput("--frames-to", "a server", "a run on this machine: without --server");
    }

    @Override
    public String leave(List<String> unfinished, String name) {
        String words = Session.jobs(unfinished);
        if (stay.test(words)) {
            return "%s left running. To go on: kinora watch %s --server %s"
                    .formatted(words, String.join(" ", unfinished), jobs.server());
        }
        unfinished.forEach(this::give);
        return words + (unfinished.size() == 1 ? " is" : " are") + " cancelled";
    }

    @Override
    public void close() {}

    /** One that has ended meanwhile is none to cancel. */
    private void give(String id) {
        try {
            jobs.cancel(id, INTERRUPTED);
        } catch (FailureException ended) {
            if (ended.failure().kind() != FailureKind.BAD_INPUT) {
                throw ended;
            }
        }
    }

    private void tellRefusals(JobListener listener) {
        for (JobEvent refusal = refusals.poll(); refusal != null; refusal = refusals.poll()) {
            listener.event(refusal);
        }
    }

    private void tell(JobView job, JobListener listener) {
        if (job.progress() != null) {
            listener.progress(job.progress());
        }
        switch (job.state()) {
            case "published" -> listener.event(results.published(job.id()));
            case "failed" -> listener.event(new JobFailed(job.id(), job.stage(), job.failure()));
            case "rejected" -> listener.event(new JobRejected(job.id(), job.failure()));
            case "cancelled" -> listener.event(new JobCancelled(job.id(), job.reason()));
            default -> {
                // it goes on
            }
        }
    }
}
