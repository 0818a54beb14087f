package dev.kinora.interpolation.engine;

import dev.kinora.engine.image.RgbImage;
import java.util.List;
import java.util.Optional;

/** Finished windows of an interpolation that was broken off, by pass (0 or 1) and the number of their gap in that pass. */
public interface KeptWindows {
    /** Where every window is sampled and none kept. */
    KeptWindows NONE = new KeptWindows() {
        @Override
        public Optional<List<RgbImage>> find(int pass, int gap) {
            return Optional.empty();
        }

        @Override
        public void keep(int pass, int gap, List<RgbImage> made) {}
    };

    /** The three frames made in a window, if an earlier run of just this interpolation did. */
    Optional<List<RgbImage>> find(int pass, int gap);

    /** A window is sampled. */
    void keep(int pass, int gap, List<RgbImage> made);
}
