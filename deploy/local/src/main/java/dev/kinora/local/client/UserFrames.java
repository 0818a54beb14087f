package dev.kinora.local.client;

import dev.kinora.contract.FailureException;
import dev.kinora.engine.image.RgbImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalDouble;

/** Frames that a user has: a clip, or a folder of pictures. */
public sealed interface UserFrames permits ClipFrames, FolderFrames {

    /** Takes frames in order. */
    @FunctionalInterface
    interface Taker {
        /** @param name for messages about this frame */
        void frame(String name, RgbImage frame);
    }

    /** How many there are. */
    int count();

    /** How many are shown in a second, if that is known. */
    OptionalDouble framesPerSecond();

    /**
     * Reads them, first to last.
     *
     * @throws FailureException BAD_INPUT naming the file that cannot be read
     */
    void read(Taker taker);

    /**
     * The frames of a clip's file, or of a folder.
     *
     * @throws FailureException BAD_INPUT naming the file or folder that cannot be read
     */
    static UserFrames of(Path source) {
        return Files.isDirectory(source) ? FolderFrames.of(source) : ClipFrames.of(source);
    }
}
