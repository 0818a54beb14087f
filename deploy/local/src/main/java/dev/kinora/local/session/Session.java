package dev.kinora.local.session;

import dev.kinora.contract.JobEvent.ClipPublished;
import dev.kinora.local.client.JobListener;
import dev.kinora.local.client.Request;
import dev.kinora.local.client.Uploads;
import java.nio.file.Path;
import java.util.List;

/** Where a command has its jobs done. For one thread, but for {@link #leave}. */
public sealed interface Session extends AutoCloseable permits LocalSession, RemoteSession {

    /** For what is too large for a request. */
    Uploads uploads();

    /** Sends a request, whose job is then followed. That it is refused is told as an event. */
    void submit(Request request);

    /** Tells of the jobs that were submitted, and that the listener submits meanwhile, up to the end of the last. */
    void follow(JobListener listener);

    /** Writes the clip, replacing a file of that name; it is whole or not there. */
    void clip(ClipPublished published, Path target);

    /**
     * Writes the frames as they were before the encoder.
     *
     * @throws dev.kinora.contract.FailureException BAD_INPUT if they cannot be had this way
     */
    void frames(String id, Path folder);

    /**
     * Settles what becomes of jobs whose user leaves, and says so in a line. Called by another thread.
     *
     * @param unfinished ids of jobs that were submitted and have not ended
     * @param name that the same command takes up all of them by; empty if there is none
     */
    String leave(List<String> unfinished, String name);

    @Override
    void close();

    /** Ids, in words. */
    static String jobs(List<String> ids) {
        String listed = ids.size() <= 3 ? String.join(", ", ids) : ids.get(0) + " and " + (ids.size() - 1) + " more";
        return (ids.size() == 1 ? "job " : "jobs ") + listed;
    }
}
