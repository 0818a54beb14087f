package dev.kinora.contract;

import java.util.List;

/**
 * A message on {@code kinora.dead-letters} too, under the letter's key: somebody has dealt with a letter. The topic keeps it as
 * long as the letter, or longer.
 *
 * @param partition of the letter on {@code kinora.dead-letters}
 * @param offset of the letter there
 * @param how {@code replayed} or {@code discarded}
 */
public record DeadLetterHandled(int partition, long offset, String how) {
    public static final String REPLAYED = "replayed";
    public static final String DISCARDED = "discarded";

    public DeadLetterHandled {
        Check.oneOf("how", how, List.of(REPLAYED, DISCARDED));
    }
}
