package dev.kinora.mp4;

import java.nio.file.Path;

/** A way to make MP4 files. The bytes of a clip depend on its frames and format alone. */
public interface ClipEncoder {

    /**
     * Begins a clip.
     *
     * @param target file to make; replaced if there is one, and absent until {@link ClipWriter#finish()}
     * @param format of the clip
     * @throws dev.kinora.contract.FailureException OUT_OF_RESOURCES if the disk takes no more
     */
    ClipWriter open(Path target, ClipFormat format);
}
