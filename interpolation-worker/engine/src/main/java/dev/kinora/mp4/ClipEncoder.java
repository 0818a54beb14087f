package dev.kinora.mp4;

import dev.kinora.contract.Encoding;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Function;

/** A way to make MP4 files. The bytes of a clip depend on its frames, format and tags alone. */
public interface ClipEncoder {

    /** Begins a clip without tags. */
    default ClipWriter open(Path target, ClipFormat format) {
        return open(target, format, encoding -> Map.of());
    }

    /**
     * Begins a clip.
     *
     * @param target file to make; replaced if there is one, and absent until {@link ClipWriter#finish()}
     * @param format of the clip
     * @param tags texts to put into the file, by name, once it is known how it was encoded; see {@link ClipTags}. Asked more
     *     than once where the file's length counts
     * @throws dev.kinora.contract.FailureException OUT_OF_RESOURCES if the disk takes no more
     */
    ClipWriter open(Path target, ClipFormat format, Function<Encoding, Map<String, String>> tags);
}
