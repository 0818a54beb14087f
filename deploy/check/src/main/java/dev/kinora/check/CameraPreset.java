package dev.kinora.check;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.stream.Collectors;

/** The bundled camera moves and what they do to the picture: "pan-left" turns the camera, so the picture goes right. */
enum CameraPreset {
    PAN_LEFT("the picture 6 px or more to the right", (motion, width) -> moves(motion.shiftX())),
    PAN_RIGHT("the picture 6 px or more to the left", (motion, width) -> moves(-motion.shiftX())),
    ZOOM_IN("its edges 6 px or more outwards", (motion, width) -> moves(motion.edgeMove(width))),
    ZOOM_OUT("its edges 6 px or more inwards", (motion, width) -> moves(-motion.edgeMove(width))),
    STATIC("under 2 px of shift and at the edges", (motion, width) -> rests(motion, width));

    private final String expected;
    private final BiPredicate<Motion, Integer> holds;

    CameraPreset(String expected, BiPredicate<Motion, Integer> holds) {
        this.expected = expected;
        this.holds = holds;
    }

    private static boolean moves(double pixels) {
        return pixels >= 6;
    }

    private static boolean rests(Motion motion, int width) {
        return motion.shift() < 2 && Math.abs(motion.edgeMove(width)) < 2;
    }

    /** The name used everywhere, such as {@code pan-left}. */
    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** All names, for messages. */
    static String words() {
        return Arrays.stream(values()).map(CameraPreset::word).collect(Collectors.joining(" | "));
    }

    static Optional<CameraPreset> named(String word) {
        return Arrays.stream(values())
                .filter(preset -> preset.word().equals(word))
                .findFirst();
    }

    /**
     * What is wrong with a motion, if anything.
     *
     * @param width of the frames in pixels
     */
    Optional<String> problem(Motion motion, int width) {
        if (holds.test(motion, width)) {
            return Optional.empty();
        }
        return Optional.of(String.format(
                Locale.ROOT,
                "camera %s: found shift %+.1f, %+.1f px and %+.1f px at the edges, expected %s",
                word(),
                motion.shiftX(),
                motion.shiftY(),
                motion.edgeMove(width),
                expected));
    }
}
