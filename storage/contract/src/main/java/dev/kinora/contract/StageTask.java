package dev.kinora.contract;

/**
 * A message on a work topic: this job is ready for the next stage, which starts from this object.
 *
 * @param id of the job
 * @param input {@code job.json} for i2v-worker, the frame manifest for interpolation-worker, the clip for storage
 */
public record StageTask(String id, ObjectRef input) {

    public StageTask {
        JobId.require(id);
    }
}
