package dev.kinora.local.client;

import dev.kinora.mp4.ClipReader;
import java.nio.file.Path;
import java.util.OptionalDouble;

/**
 * The frames of a clip.
 *
 * @param file H.264 in MP4
 * @param count how many there are
 * @param rate on average
 */
record ClipFrames(Path file, int count, double rate) implements UserFrames {

    static ClipFrames of(Path file) {
        try (ClipReader clip = ClipReader.open(file)) {
            return new ClipFrames(file, clip.frames(), clip.frameRate().framesPerSecond());
        }
    }

    @Override
    public OptionalDouble framesPerSecond() {
        return OptionalDouble.of(rate);
    }

    @Override
    public void read(Taker taker) {
        try (ClipReader clip = ClipReader.open(file)) {
            clip.read(frame -> taker.frame(file.toString(), frame));
        }
    }
}
