package dev.kinora.contract;

/**
 * {@code jobs/{id}/retry.json}: the command that a failed job was begun once more by, so that the same command delivered again
 * goes on with it, another one begins nothing, and one to cancel that was given before counts no more.
 *
 * @param id of the job
 * @param partition of {@code kinora.control} that the command lies in, as all commands for the job do
 * @param offset of the command there
 */
public record JobRetry(String id, int partition, long offset) {
    public JobRetry {
        JobId.require(id);
    }

    /** Whether a command at that place was given before this one. */
    public boolean isAfter(int otherPartition, long otherOffset) {
        return partition == otherPartition && offset > otherOffset;
    }
}
