package dev.kinora.contract;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** How a still of another shape becomes width × height. */
public enum Fit {
    /** Cut the longer sides off, centred. */
    CROP,
    /** Keep all of it and fill the rest with black. */
    PAD,
    /** Stretch each axis by itself, as the reference does. */
    STRETCH;

    /** Reads {@code crop}, {@code pad} or {@code stretch}. */
    public static Fit parse(String word) {
        return Arrays.stream(values())
                .filter(fit -> fit.word().equals(word))
                .findFirst()
                .orElseThrow(() -> FailureException.badInput("fit", word, words()));
    }

    /** The word used in messages and on the command line. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    private static String words() {
        return Arrays.stream(values()).map(Fit::word).collect(Collectors.joining(" | "));
    }
}
