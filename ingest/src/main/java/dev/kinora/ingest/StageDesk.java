package dev.kinora.ingest;

import dev.kinora.contract.Job;
import dev.kinora.contract.JobCommand;
import dev.kinora.contract.JobOutcome;
import dev.kinora.contract.Topics;
import dev.kinora.ingest.http.Desk;
import java.util.Optional;

/** The stage as HTTP reaches it: what is asked for there goes by the topics, as everything does. */
record StageDesk(Intake intake, JobFolder jobs, JobEnds ends, IngestMessages messages) implements Desk.Intake {

    @Override
    public void check(byte[] request) throws InterruptedException {
        intake.check(request);
    }

    @Override
    public Optional<Job> job(String id) {
        return jobs.find(id).map(StoredJob::job);
    }

    @Override
    public Optional<JobOutcome> outcome(String id) {
        return ends.of(id, null);
    }

    @Override
    public void send(String id, byte[] request, Optional<String> owner) {
        messages.request(id, request, owner);
    }

    @Override
    public void send(JobCommand command) {
        messages.send(Topics.CONTROL, command.id(), command, Optional.empty());
    }
}
