package dev.kinora.engine;

import dev.kinora.contract.FailureException;
import dev.kinora.contract.Interpolation;
import dev.kinora.contract.InterpolationMethod;
import java.util.List;

/**
 * How many times as many frames. A pass of windows makes three frames between two, or keeps the middle one of them; what
 * is more takes two passes. ×8 keeps the middle one in its first pass: that asks for 3 windows a gap, the other order for 5.
 *
 * @param value 1, 2, 4, 8 or 16
 */
public record InterpolationFactor(int value) {

    /** @throws FailureException BAD_INPUT on {@code interpolation} if the factor is none of the five */
    public InterpolationFactor {
        new Interpolation(value, InterpolationMethod.DIFFUSION); // refuses other factors
    }

    /** Windows between two key frames, all passes together. */
    public int windowsPerGap() {
        int gaps = 1;
        int windows = 0;
        for (int pass : passes()) {
            windows += gaps;
            gaps *= pass;
        }
        return windows;
    }

    /** What each pass multiplies by, 2 or 4. */
    public List<Integer> passes() {
        return switch (value) {
            case 1 -> List.of();
            case 8 -> List.of(2, 4);
            case 16 -> List.of(4, 4);
            default -> List.of(value);
        };
    }
}
