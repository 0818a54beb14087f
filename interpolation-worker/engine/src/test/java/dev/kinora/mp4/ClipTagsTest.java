package dev.kinora.mp4;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kinora.contract.FailureException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jcodec.common.io.NIOUtils;
import org.jcodec.containers.mp4.MP4Util;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClipTagsTest {
    /** Longer than any buffer of JCodec's, and with more bytes than characters. */
    private static final Map<String, String> TAGS = Map.of(
            ClipTags.RECIPE,
            "{\"sigmas\":[" + "80.0,".repeat(2000) + "0],\"name\":\"Zug nach Köln ½\"}",
            "b",
            "2",
            "a",
            "1");

    @TempDir
    Path folder;

    private Path clip(String name, Map<String, String> tags) {
        Path clip = folder.resolve(name);
        ClipFormat format = new ClipFormat(64, 48, new FrameRate(24, 1), 50);
        try (ClipWriter writer = new H264ClipEncoder().open(clip, format, encoding -> tags)) {
            for (int time = 0; time < 3; time++) {
                writer.add(Pictures.PHOTO.frame(64, 48, time));
            }
            writer.finish();
        }
        return clip;
    }

    @Test
    void everyTagComesBack() {
        assertEquals(TAGS, ClipTags.read(clip("tagged.mp4", TAGS)));
        assertEquals(Map.of(), ClipTags.read(clip("plain.mp4", Map.of())));
    }

    @Test
    void theIndexStaysFirstAndItsPicturesWhereItSays() throws IOException {
        Path clip = clip("tagged.mp4", TAGS);
        try (var channel = NIOUtils.readableChannel(clip.toFile())) {
            List<String> boxes = MP4Util.getRootAtoms(channel).stream()
                    .map(atom -> atom.getHeader().getFourcc())
                    .toList();
            assertEquals(List.of("ftyp", "moov", "mdat"), boxes);
        }
        assertEquals(3, Mp4Probe.read(clip).frames());
    }

    /** By name; the order of a map that was copied changes from run to run. */
    @Test
    void theyStandInTheOrderOfTheirNames() throws Exception {
        Map<String, String> tags = new TreeMap<>(Map.of(ClipTags.RECIPE, "{}"));
        for (char name = 'a'; name <= 'k'; name++) {
            tags.put("tag-" + name, "of " + name);
        }
        Path clip = clip("many.mp4", tags);
        String shown = run("ffprobe", "-v", "warning", "-show_entries", "format_tags", "-of", "json", clip.toString());
        List<Integer> places = tags.keySet().stream()
                .map(name -> shown.indexOf('"' + name + '"'))
                .toList();
        assertEquals(places.stream().sorted().toList(), places, shown);
        assertTrue(places.get(0) >= 0, shown);
    }

    @Test
    void ffmpegShowsThemAndFindsNothingWrong() throws Exception {
        Path clip = clip("tagged.mp4", TAGS);
        String shown = run("ffprobe", "-v", "warning", "-show_entries", "format_tags", "-of", "json", clip.toString());
        assertTrue(shown.contains("\"" + ClipTags.RECIPE + "\": \"{\\\"sigmas\\\":[80.0,80.0"), shown);
        assertTrue(shown.contains("Zug nach Köln ½"), shown);
        assertEquals("", run("ffmpeg", "-v", "warning", "-i", clip.toString(), "-f", "null", "-"));
    }

    @Test
    void whatIsNoClipIsRefusedByName() throws IOException {
        Path text = Files.writeString(folder.resolve("no.mp4"), "not a clip");
        FailureException refused = assertThrows(FailureException.class, () -> ClipTags.read(text));
        assertTrue(refused.getMessage().startsWith(text + ": found "), refused.getMessage());
        assertTrue(refused.getMessage().endsWith("expected an MP4 file"), refused.getMessage());
    }

    private static String run(String... command) throws Exception {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), said);
        return said;
    }
}
