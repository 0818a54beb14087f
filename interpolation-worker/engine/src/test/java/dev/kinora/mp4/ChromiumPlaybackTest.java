package dev.kinora.mp4;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A browser's own decoder plays what we write: at once, in its colours, and from any place. */
class ChromiumPlaybackTest {
    private static final FrameRate RATE = FrameRate.of(23.976);
    private static final int FRAMES = 60;
    /** No strong blue: without a GPU, Chromium multiplies the blue difference by 2.0 in place of 2.11. */
    private static final int[][] COLOURS = {{200, 155, 98}, {60, 140, 110}, {235, 235, 235}};

    private static final String PAGE =
            """
            <!doctype html><video muted preload=auto src=clip.mp4></video><script>
            const video = document.querySelector('video');
            const report = line => fetch('report', {method: 'POST', body: line});
            const event = name => new Promise(done => video.addEventListener(name, done, {once: true}));
            /** Seeked is told before the picture is there to be drawn, at times. */
            const shown = time => new Promise(done => {
              const look = (now, frame) =>
                  Math.abs(frame.mediaTime - time) < 0.6 / RATE ? done() : video.requestVideoFrameCallback(look);
              video.requestVideoFrameCallback(look);
            });
            function meanColour() {
              const canvas = document.createElement('canvas');
              canvas.width = video.videoWidth;
              canvas.height = video.videoHeight;
              const context = canvas.getContext('2d');
              context.drawImage(video, 0, 0);
              const pixels = context.getImageData(0, 0, canvas.width, canvas.height).data;
              const sum = [0, 0, 0];
              for (let i = 0; i < pixels.length; i++) if (i % 4 < 3) sum[i % 4] += pixels[i];
              return sum.map(value => value * 4 / pixels.length);
            }
            async function watch() {
              await event('canplay');
              const words = [video.videoWidth, video.videoHeight, video.duration, video.readyState];
              for (const frame of [50.5, 0.5, 30.5]) {
                const seen = shown((frame - 0.5) / RATE);
                video.currentTime = frame / RATE;
                await seen;
                words.push(...meanColour());
              }
              video.currentTime = 0;
              await event('seeked');
              video.play();
              await event('ended');
              words.push(video.getVideoPlaybackQuality().corruptedVideoFrames);
              report(words.join(' '));
            }
            video.addEventListener('error', () => report('error ' + video.error.message));
            watch().catch(problem => report('problem ' + problem));
            </script>
            """;

    @TempDir
    Path folder;

    /** Three scenes of 20 frames, so that a wrong seek shows in the colour. */
    private Path clip() {
        Path clip = folder.resolve("clip.mp4");
        try (ClipWriter writer = new H264ClipEncoder()
                .open(clip, new ClipFormat(328, 184, RATE, 90), encoding -> Map.of(ClipTags.RECIPE, "{}"))) {
            for (int frame = 0; frame < FRAMES; frame++) {
                int[] colour = COLOURS[frame / 20];
                writer.add(Pictures.flat(328, 184, colour[0], colour[1], colour[2]));
            }
            writer.finish();
        }
        return clip;
    }

    @Test
    void chromiumPlaysAClip() throws IOException, InterruptedException {
        byte[] page = PAGE.replace("RATE", "" + RATE.framesPerSecond()).getBytes(StandardCharsets.UTF_8);
        Path profile = Files.createDirectory(folder.resolve("profile"));
        String report = Chromium.open(page, clip(), profile);
        List<Double> values = new ArrayList<>();
        for (String word : report.split(" ")) {
            assertTrue(word.matches("[0-9.]+"), report);
            values.add(Double.valueOf(word));
        }
        assertEquals(List.of(328.0, 184.0), values.subList(0, 2));
        assertEquals(RATE.seconds(FRAMES), values.get(2), 0.001);
        assertTrue(values.get(3) >= 3, "readyState " + values.get(3));
        requireColour(COLOURS[2], values.subList(4, 7));
        requireColour(COLOURS[0], values.subList(7, 10));
        requireColour(COLOURS[1], values.subList(10, 13));
        assertEquals(0.0, values.get(13), "corrupted frames");
    }

    private static void requireColour(int[] expected, List<Double> shown) {
        for (int channel = 0; channel < 3; channel++) {
            assertEquals(expected[channel], shown.get(channel), 3, "channel " + channel + " of " + shown);
        }
    }
}
