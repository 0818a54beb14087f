package dev.kinora.contract;

import java.util.ArrayList;
import java.util.List;

/**
 * Consecutive frames of a clip.
 *
 * @param first index, 0-based
 * @param last index, inclusive
 */
public record FrameRange(int first, int last) {

    /** How a clip's frames lie in archives: so many in each, the last one perhaps with fewer. */
    public static List<FrameRange> chunks(int frames, int chunk) {
        List<FrameRange> ranges = new ArrayList<>();
        for (int first = 0; first < frames; first += chunk) {
            ranges.add(new FrameRange(first, Math.min(first + chunk, frames) - 1));
        }
        return List.copyOf(ranges);
    }
}
