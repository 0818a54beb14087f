package dev.kinora.contract;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** How frames come between frames. */
public enum InterpolationMethod {
    /** By the model's interpolation network. */
    DIFFUSION,
    /** One frame fades into the next: what moves is seen twice. Only where it is asked for by name. */
    CROSS_FADE;

    /** Reads {@code diffusion} or {@code cross-fade}. */
    public static InterpolationMethod parse(String word) {
        return Arrays.stream(values())
                .filter(method -> method.word().equals(word))
                .findFirst()
                .orElseThrow(() -> FailureException.badInput("interpolationMethod", word, words()));
    }

    /** The word used in messages and on the command line. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static String words() {
        return Arrays.stream(values()).map(InterpolationMethod::word).collect(Collectors.joining(" | "));
    }
}
