package dev.kinora.contract;

import java.util.List;

/**
 * A message on a work topic: this job is ready for the next stage, which starts from this object.
 *
 * @param id of the job
 * @param input {@code job.json} for i2v-worker, a chunk of frames or the frame manifest for interpolation-worker (see
 *     {@link #afterFrames}), the clip for storage
 */
public record StageTask(String id, ObjectRef input) {

    public StageTask {
        JobId.require(id);
    }

    /**
     * What interpolation-worker has to do with a job's frames: a task for each chunk, which may go out as soon as it is there,
     * or where nothing comes between them one for all.
     */
    public static List<StageTask> afterFrames(Job job, FrameManifest frames, ObjectRef manifest) {
        return job.parameters().interpolation().factor() == 1
                ? List.of(new StageTask(job.id(), manifest))
                : frames.chunks().stream()
                        .map(chunk -> new StageTask(job.id(), chunk.archive()))
                        .toList();
    }
}
