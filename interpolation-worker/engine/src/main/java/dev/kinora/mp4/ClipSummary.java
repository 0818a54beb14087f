package dev.kinora.mp4;

import dev.kinora.contract.Encoding;

/**
 * A finished clip.
 *
 * @param width as shown, in pixels
 * @param height as shown, in pixels
 * @param frames number of pictures
 * @param frameRate at which they play
 * @param bytes length of the file
 * @param encoding how it was encoded
 */
public record ClipSummary(int width, int height, int frames, FrameRate frameRate, long bytes, Encoding encoding) {

    /** Length in time. */
    public double durationSeconds() {
        return frameRate.seconds(frames);
    }
}
