package dev.kinora.mp4;

/**
 * A finished clip.
 *
 * @param width as shown, in pixels
 * @param height as shown, in pixels
 * @param frames number of pictures
 * @param frameRate at which they play
 * @param bytes length of the file
 */
public record ClipSummary(int width, int height, int frames, FrameRate frameRate, long bytes) {

    /** Length in time. */
    public double durationSeconds() {
        return frameRate.seconds(frames);
    }
}
