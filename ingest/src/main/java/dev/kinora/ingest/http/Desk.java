package dev.kinora.ingest.http;

import dev.kinora.contract.FailureException;
import dev.kinora.contract.Job;
import dev.kinora.contract.JobCommand.Cancel;
import dev.kinora.contract.JobOutcome;
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
 */
public record Desk(JobBoard board, Feed feed, AnnouncedModels models, ObjectStore store, Intake intake) {

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

        /** Puts the request on {@code kinora.requests}. */
        void send(String id, byte[] request);

        /** Puts the command on {@code kinora.control}. */
        void send(Cancel command);
    }
}
