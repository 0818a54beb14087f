package dev.kinora.ingest.http;

import dev.kinora.contract.FailureException;
import dev.kinora.contract.Job;
import dev.kinora.contract.JobCommand;
import dev.kinora.contract.JobOutcome;
import dev.kinora.ingest.board.Allowance;
import dev.kinora.ingest.board.JobBoard;
import dev.kinora.ingest.feed.Feed;
import dev.kinora.ingest.model.AnnouncedModels;
import dev.kinora.objects.ObjectStore;
import java.util.Optional;

/**
 * What the running stage lends to those who ask over HTTP.
 *
 * @param board of jobs
 * @param feed of what happens to them
 * @param models that are announced
 * @param store of the pipeline
 * @param intake the stage itself
 * @param openJobs that there may be in all for another to be taken over HTTP
 */
public record Desk(JobBoard board, Feed feed, AnnouncedModels models, ObjectStore store, Intake intake, int openJobs) {

    /** What may be open when somebody asks for another job. */
    Allowance allowance(Optional<ApiKey> key) {
        return key.map(known -> known.allowance(openJobs)).orElseGet(() -> Allowance.ofAll(openJobs));
    }

    /** The stage, as far as HTTP reaches. All methods throw DEPENDENCY_DOWN if broker or store are away. */
    public interface Intake {
        /**
         * Refuses what the stage would refuse, as far as that can be known without looking at the picture.
         *
         * @throws FailureException naming the first field that is wrong
         */
        void check(byte[] request) throws InterruptedException;

        /** The job of that id, if it was accepted. */
        Optional<Job> job(String id);

        /** How the job ended, if it has. */
        Optional<JobOutcome> outcome(String id);

        /** Puts the request on {@code kinora.requests}, with the label of the key it came with. */
        void send(String id, byte[] request, Optional<String> owner);

        /** Puts the command on {@code kinora.control}. */
        void send(JobCommand command);
    }
}
