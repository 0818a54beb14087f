package dev.kinora.ingest.http;

import dev.kinora.contract.Job;
import dev.kinora.contract.JobCommand.Cancel;
import dev.kinora.contract.JobCommand.Retry;
import dev.kinora.contract.JobId;
import dev.kinora.contract.JobOutcome;
import dev.kinora.contract.ObjectKeys;
import dev.kinora.ingest.board.ExcessException;
import dev.kinora.ingest.board.JobPage;
import dev.kinora.ingest.board.JobQuery;
import dev.kinora.ingest.board.JobState;
import dev.kinora.ingest.board.JobStatus;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.Response.Status;
import java.time.Instant;
import java.util.Optional;

/** Jobs by their ids: as the board has them, or else, of an older one, as far as the store knows. */
@Singleton
final class KnownJobs {
    private final FrontDesk front;

    KnownJobs(FrontDesk front) {
        this.front = front;
    }

    JobPage list(JobQuery query) {
        return front.desk().board().list(query);
    }

    /**
     * The job of that id.
     *
     * @throws ProblemException 404 if there is none
     */
    JobStatus require(String id) {
        Desk desk = front.desk();
        Optional<JobStatus> found = JobId.isLegal(id)
                ? desk.board().find(id).or(() -> desk.intake().job(id).map(job -> stored(job, desk)))
                : Optional.empty();
        return found.orElseThrow(
                () -> new ProblemException(Problem.of(Status.NOT_FOUND, "there is no job of that id")));
    }

    /**
     * Has it cancelled, and says how it stood.
     *
     * @throws ProblemException 404 if there is none, 409 if it has ended
     */
    JobStatus cancel(String id, String reason) {
        JobStatus job = require(id);
        if (job.state().isEnd()) {
            throw new ProblemException(
                    Problem.of(job.state(), "job " + id + " is " + job.state().word() + " and cannot be cancelled"));
        }
        front.desk().intake().send(new Cancel(id, reason));
        return job;
    }

    /**
     * Has one that failed begun once more, and says how it stood.
     *
     * @throws ProblemException 404 if there is none, 409 if it has not failed, 410 if what it was made of is gone
     * @throws ExcessException if no other job may be opened
     */
    JobStatus retry(String id, Optional<ApiKey> key) {
        JobStatus job = require(id);
        Desk desk = front.desk();
        if (job.state() == JobState.CANCELLED) {
            throw gone("what job " + id + " was made of was removed when it was cancelled: send the request anew");
        }
        if (job.state() != JobState.FAILED) {
            throw new ProblemException(Problem.of(
                    job.state(),
                    "job " + id + " is " + job.state().word() + "; only one that failed can be begun again"));
        }
        Job stored =
                desk.intake().job(id).orElseThrow(() -> gone(ObjectKeys.job(id) + " is not in the store any more"));
        if (desk.store().stat(stored.source().key()).isEmpty()) {
            throw gone(stored.source().key() + " is not in the store any more");
        }
        desk.board().requireRoom(desk.allowance(key), Instant.now());
        desk.intake().send(new Retry(id));
        return job;
    }

    private static ProblemException gone(String detail) {
        return new ProblemException(Problem.of(Status.GONE, detail));
    }

    private static JobStatus stored(Job job, Desk desk) {
        Optional<JobOutcome> end = desk.intake().outcome(job.id());
        return new JobStatus(
                job.id(),
                end.map(outcome -> JobState.parse(outcome.end().word())).orElse(JobState.ACCEPTED),
                end.map(JobOutcome::stage).orElse(null),
                job.model(),
                job.labels(),
                job.owner(),
                null,
                null,
                null,
                end.map(JobOutcome::failure).orElse(null),
                end.map(JobOutcome::reason).orElse(null),
                null);
    }
}
