package dev.kinora.contract;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** Which of two queues a job waits in until a worker takes it. */
public enum Priority {
    /** Somebody waits for it: taken before batch jobs. */
    INTERACTIVE,
    /** Taken when nobody waits, and now and then even so. */
    BATCH;

    /** Reads {@code interactive} or {@code batch}. */
    public static Priority parse(String word) {
        return Arrays.stream(values())
                .filter(priority -> priority.word().equals(word))
                .findFirst()
                .orElseThrow(() -> FailureException.badInput("priority", word, words()));
    }

    /** The word used in messages and on the command line. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    private static String words() {
        return Arrays.stream(values()).map(Priority::word).collect(Collectors.joining(" | "));
    }
}
