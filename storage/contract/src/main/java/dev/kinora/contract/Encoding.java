package dev.kinora.contract;

import java.util.Locale;

/**
 * How a clip was encoded.
 *
 * @param codec with its profile, and the program where it is not our own
 * @param quantiser H.264's QP of predicted pictures, a mean if it differs; null where the program does not tell
 * @param keyInterval pictures from one that stands alone to the next
 * @param limit how the clip meets the bit rate or size that was asked for; null if a quality was
 */
public record Encoding(String codec, Double quantiser, int keyInterval, Limit limit) {

    /** What became of a bit rate or size. */
    public enum Limit {
        /** The clip is at most a few per cent below it. */
        REACHED,
        /** The clip is smaller, as no quantiser is finer. */
        FINEST,
        /** The clip is larger: it is the smallest there is, as no quantiser is coarser. */
        EXCEEDED;

        /** The word used in messages. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
