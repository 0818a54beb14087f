package dev.kinora.work;

import dev.kinora.contract.DeadLetter;
import java.time.Instant;
import java.util.Optional;

/**
 * A dead letter in its place.
 *
 * @param partition of {@code kinora.dead-letters}
 * @param offset there
 * @param time it was written
 * @param letter itself
 * @param handled how somebody has dealt with it, see {@link dev.kinora.contract.DeadLetterHandled}
 */
public record FiledLetter(int partition, long offset, Instant time, DeadLetter letter, Optional<String> handled) {

    /** The name it goes by: partition and offset. */
    public String number() {
        return partition + "-" + offset;
    }
}
