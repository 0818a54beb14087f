package dev.kinora.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What a clip is held to.
 *
 * @param camera preset that it must move by; null if any move will do
 * @param frames how many it must have; null if any number will do
 * @param psnr least likeness of frame 0 to the photo in dB; null if any will do
 */
record Expectations(CameraPreset camera, Integer frames, Double psnr) {
    /** Correlation below which the motion found is a guess. */
    private static final double LEAST_MATCH = 0.5;

    /** Everything wrong with a clip, in full sentences; a decoder's complaint always is. */
    List<String> problems(Clip clip, double foundPsnr, MotionSearch.Found found) {
        List<String> problems = new ArrayList<>();
        if (!clip.complaints().isEmpty()) {
            problems.add("decoder: " + clip.complaints());
        }
        if (frames != null && frames != clip.frames()) {
            problems.add("frames: found " + clip.frames() + ", expected " + frames);
        }
        if (psnr != null && foundPsnr < psnr) {
            problems.add(String.format(
                    Locale.ROOT, "frame 0: found %.1f dB against the photo, expected %.1f or more", foundPsnr, psnr));
        }
        if (camera != null) {
            cameraProblem(clip.width(), found).ifPresent(problems::add);
        }
        return problems;
    }

    private Optional<String> cameraProblem(int width, MotionSearch.Found found) {
        if (found.match() >= LEAST_MATCH) {
            return camera.problem(found.motion(), width);
        }
        return Optional.of(String.format(
                Locale.ROOT,
                "camera %s: the last frame is too unlike the first to follow the picture (match %.2f)",
                camera.word(),
                found.match()));
    }
}
