package dev.kinora.ingest.http;

import dev.kinora.contract.Job;
import dev.kinora.contract.JobCommand.Cancel;
import dev.kinora.contract.JobId;
import dev.kinora.contract.JobOutcome;
import dev.kinora.ingest.board.JobPage;
import dev.kinora.ingest.board.JobQuery;
import dev.kinora.ingest.board.JobState;
import dev.kinora.ingest.board.JobStatus;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.Response.Status;
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
