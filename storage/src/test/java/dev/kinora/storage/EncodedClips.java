package dev.kinora.storage;

import dev.kinora.contract.Encoding;
import dev.kinora.contract.FrameManifest;
import dev.kinora.contract.Job;
import dev.kinora.contract.LoraDigest;
import dev.kinora.contract.NetworkUse;
import dev.kinora.contract.ObjectKeys;
import dev.kinora.contract.ObjectRef;
import dev.kinora.contract.Recipe;
import dev.kinora.contract.ResolvedSampling;
import dev.kinora.contract.StageAttempt;
import dev.kinora.contract.Stages;
import dev.kinora.engine.image.RgbImage;
import dev.kinora.mp4.ClipFormat;
import dev.kinora.mp4.ClipTags;
import dev.kinora.mp4.ClipWriter;
import dev.kinora.mp4.FrameRate;
import dev.kinora.mp4.H264ClipEncoder;
import dev.kinora.mp4.Poster;
import dev.kinora.objects.ObjectStore;
import dev.kinora.testbed.SmallJobs;
import dev.kinora.work.MessageCodec;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * What the stages before this one leave of a job.
 *
 * @param store to leave it in
 * @param folder for files
 */
record EncodedClips(ObjectStore store, Path folder) {
    static final int WIDTH = 64;
    static final int HEIGHT = 48;
    static final int FRAMES = 3;
    static final ResolvedSampling SAMPLING =
            new ResolvedSampling("euler", "karras", List.of(80f, 0f), 0, 1, List.of(1f, 1f, 1f), null);

    static final byte[] PREVIEW = {'G', 'I', 'F'};
    static final Recipe RECIPE = new Recipe(
            "0.0.7",
            "nano",
            "ab",
            List.of(new LoraDigest("pan-left", "cd")),
            null,
            "ef",
            SmallJobs.parameters(WIDTH, HEIGHT, FRAMES, 1, List.of()),
            new Encoding("H.264", 22.0, 48, null));
    static final StageAttempt GENERATION = new StageAttempt(
            Stages.I2V,
            "host-1",
            2,
            "0.0.7",
            Instant.parse("2026-11-23T16:00:00Z"),
            Instant.parse("2026-11-23T16:00:01Z"),
            null,
            Map.of("denoise", 1.5),
            new NetworkUse("ab", RECIPE.loras(), "onnxruntime 1"));

    private static final MessageCodec CODEC = new MessageCodec();

    /** A clip of so many frames, encoded for a job that wants three. */
    ObjectRef put(String id, int frames) throws IOException {
        return put(SmallJobs.job(id, WIDTH, HEIGHT, FRAMES), encoded(frames));
    }

    /** The objects of a job whose clip is encoded. */
    ObjectRef put(Job job, byte[] clip) throws IOException {
        String id = job.id();
        store.put(ObjectKeys.job(id), CODEC.write(job), "application/json");
        FrameManifest manifest = new FrameManifest(WIDTH, HEIGHT, 0, List.of(), SAMPLING);
        store.put(ObjectKeys.manifest(id), CODEC.write(manifest), "application/json");
        store.put(ObjectKeys.attempts(id) + "i2v-1-host-1.json", CODEC.write(GENERATION), "application/json");
        store.put(ObjectKeys.preview(id), PREVIEW, "image/gif");
        store.put(ObjectKeys.poster(id), Poster.jpeg(picture(0)), "image/jpeg");
        return store.put(ObjectKeys.clip(id), clip, "video/mp4");
    }

    /** An MP4 of so many frames. */
    byte[] encoded(int frames) throws IOException {
        Path file = Files.createTempFile(folder, "clip", ".mp4");
        ClipFormat format = new ClipFormat(WIDTH, HEIGHT, FrameRate.of(SmallJobs.PLAYBACK_FPS), 80);
        Map<String, String> tags = Map.of(ClipTags.RECIPE, new String(CODEC.write(RECIPE), StandardCharsets.UTF_8));
        try (ClipWriter clip = new H264ClipEncoder().open(file, format, encoding -> tags)) {
            for (int frame = 0; frame < frames; frame++) {
                clip.add(picture(frame));
            }
            clip.finish();
        }
        return Files.readAllBytes(file);
    }

    /** The same clip in a file of that size: a box of free space follows, as ISO/IEC 14496-12 allows. */
    static byte[] padded(byte[] clip, int bytes) {
        byte[] whole = Arrays.copyOf(clip, bytes);
        ByteBuffer.wrap(whole, clip.length, 8)
                .putInt(bytes - clip.length)
                .put("free".getBytes(StandardCharsets.US_ASCII));
        return whole;
    }

    private static RgbImage picture(int frame) {
        return new RgbImage(WIDTH, HEIGHT, SmallJobs.gradient(WIDTH, HEIGHT, frame));
    }
}
