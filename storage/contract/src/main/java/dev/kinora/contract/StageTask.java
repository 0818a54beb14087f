package dev.kinora.contract;

import java.time.Instant;
import java.util.List;

/**
 * A message on a work topic: this job is ready for the next stage, which starts from this object.
 *
 * @param id of the job
 * @param input {@code job.json} for i2v-worker, a chunk of frames or the frame manifest for interpolation-worker (see
 *     {@link #afterFrames}), the clip for storage
 * @param deadline of the job, or null; here too, so that a worker need not open the job to know
 */
public record StageTask(String id, ObjectRef input, Instant deadline) {

    public StageTask {
        JobId.require(id);
    }

    /** Of a job that has no deadline. */
    public StageTask(String id, ObjectRef input) {
        this(id, input, null);
    }

    /** A task of that job. */
    public static StageTask of(Job job, ObjectRef input) {
        return new StageTask(job.id(), input, job.terms().deadline());
    }

    /**
     * What interpolation-worker has to do with a job's frames: a task for each chunk, which may go out as soon as it is there,
     * or where nothing comes between them one for all.
     */
    public static List<StageTask> afterFrames(Job job, FrameManifest frames, ObjectRef manifest) {
        return job.parameters().interpolation().factor() == 1
                ? List.of(of(job, manifest))
                : frames.chunks().stream()
                        .map(chunk -> of(job, chunk.archive()))
                        .toList();
    }
}
