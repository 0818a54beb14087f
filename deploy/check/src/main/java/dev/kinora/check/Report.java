package dev.kinora.check;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * What was seen, in the words of {@code --json}.
 *
 * @param frames number of frames decoded
 * @param width of a frame in pixels
 * @param height of a frame in pixels
 * @param framesPerSecond as the file says, such as {@code 24} or {@code 24000/1001}
 * @param psnr of frame 0 against the fitted photo, in dB
 * @param shiftX of the picture from the first to the last frame, in pixels, positive to the right
 * @param shiftY likewise, positive downwards
 * @param scale by which it grew
 * @param edgeMove how far the scale moved its left and right edge outwards, in pixels
 * @param match correlation of the last frame with the moved first one: 1 is perfect, below 0.5 the motion is a guess
 * @param passed whether there is no problem
 * @param problems in full sentences
 */
record Report(
        int frames,
        int width,
        int height,
        String framesPerSecond,
        double psnr,
        double shiftX,
        double shiftY,
        double scale,
        double edgeMove,
        double match,
        boolean passed,
        List<String> problems) {

    static Report of(Clip clip, double psnr, MotionSearch.Found found, List<String> problems) {
        Motion motion = found.motion();
        return new Report(
                clip.frames(),
                clip.width(),
                clip.height(),
                clip.framesPerSecond(),
                rounded(psnr),
                rounded(motion.shiftX()),
                rounded(motion.shiftY()),
                rounded(motion.scale()),
                rounded(motion.edgeMove(clip.width())),
                rounded(found.match()),
                problems.isEmpty(),
                problems);
    }

    private static double rounded(double value) {
        return Math.rint(value * 1e4) / 1e4 + 0.0;
    }

    /** For people: one line a thing, then one for each problem. */
    String text() {
        String failed =
                problems.stream().map(problem -> "FAILED   " + problem + "\n").collect(Collectors.joining());
        return String.format(
                        Locale.ROOT,
                        """
                frames   %d of %d×%d at %s a second
                frame 0  %.1f dB against the photo
                shift    %+.1f px to the right, %+.1f px down
                scale    %.4f (%+.1f px at the left and right edge)
                match    %.3f
                """,
                        frames,
                        width,
                        height,
                        framesPerSecond,
                        psnr,
                        tenth(shiftX),
                        tenth(shiftY),
                        scale,
                        tenth(edgeMove),
                        match)
                + failed;
    }

    /** So that next to nothing is +0.0, not −0.0. */
    private static double tenth(double pixels) {
        return Math.rint(pixels * 10) / 10 + 0.0;
    }
}
