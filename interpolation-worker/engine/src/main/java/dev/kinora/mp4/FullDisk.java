package dev.kinora.mp4;

import dev.kinora.contract.Failure;
import dev.kinora.contract.FailureException;
import dev.kinora.contract.FailureKind;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/** What is said where a disk takes no more. */
final class FullDisk {
    private FullDisk() {}

    /**
     * A failure to write a clip or what is kept beside it.
     *
     * @param written bytes of frames so far
     * @param room what would have been enough
     */
    static FailureException failure(Path target, long written, String room, IOException cause) {
        String found = written + " bytes of frames, "
                + target.toAbsolutePath().getParent().toFile().getUsableSpace() + " bytes free";
        String message = "cannot write " + target + ": " + cause.getMessage() + " (" + found + ")";
        Failure failure = new Failure(FailureKind.OUT_OF_RESOURCES, target.toString(), found, room, message);
        return new FailureException(failure, cause);
    }

    static long sizeOf(FileChannel channel) {
        try {
            return channel.size();
        } catch (IOException unknown) {
            return 0;
        }
    }
}
