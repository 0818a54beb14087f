package dev.kinora.contract;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** What turns frames into a clip. */
public enum VideoEncoder {
    /** Our own, everywhere. */
    KINORA,
    /** libx264 of an ffmpeg that happens to be on the worker's path. */
    FFMPEG;

    /** Reads {@code kinora} or {@code ffmpeg}. */
    public static VideoEncoder parse(String word) {
        return Arrays.stream(values())
                .filter(encoder -> encoder.word().equals(word))
                .findFirst()
                .orElseThrow(() -> FailureException.badInput("encoding.encoder", word, words()));
    }

    /** The word used in messages and on the command line. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    private static String words() {
        return Arrays.stream(values()).map(VideoEncoder::word).collect(Collectors.joining(" | "));
    }
}
