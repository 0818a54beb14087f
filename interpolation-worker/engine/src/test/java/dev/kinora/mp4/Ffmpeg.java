package dev.kinora.mp4;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

/** The decoder that judges us: it shares no line with JCodec. */
final class Ffmpeg {
    /** Chroma is brought to full size as smoothly and exactly as the scaler can. */
    private static final String SCALER = "bicubic+accurate_rnd+full_chroma_int";

    private Ffmpeg() {}

    /** Luma, then both chromas, of every frame as coded; fails the test on any complaint. */
    static List<byte[]> decodeYuv(Path clip, int width, int height) {
        return frames(decode(clip, "yuv420p"), width * height * 3 / 2);
    }

    /** Interleaved RGB of every frame as a player shows it. */
    static List<byte[]> decodeRgb(Path clip, int width, int height) {
        return frames(decode(clip, "rgb24"), width * height * 3);
    }

    private static byte[] decode(Path clip, String pixels) {
        return decode("warning", clip, pixels);
    }

    /** As {@link #decodeRgb}, but its scaler may complain of full range. */
    static List<byte[]> decodeForeignRgb(Path clip, int width, int height) {
        return frames(decode("error", clip, "rgb24"), width * height * 3);
    }

    private static byte[] decode(String level, Path clip, String pixels) {
        return run(
                List.of("ffmpeg", "-v", level, "-i"),
                clip,
                List.of("-sws_flags", SCALER, "-f", "rawvideo", "-pix_fmt", pixels, "-"));
    }

    /** What ffprobe says of the video stream. */
    static Map<String, String> describe(Path clip) {
        byte[] lines = run(
                List.of("ffprobe", "-v", "warning", "-select_streams", "v", "-count_frames", "-show_streams"),
                clip,
                List.of());
        Map<String, String> values = new TreeMap<>();
        new String(lines, StandardCharsets.UTF_8)
                .lines()
                .filter(line -> line.contains("="))
                .forEach(line ->
                        values.put(line.substring(0, line.indexOf('=')), line.substring(line.indexOf('=') + 1)));
        return values;
    }

    /** Index of each key frame, counted from 0. */
    static List<Integer> keyFrames(Path clip) {
        byte[] lines = run(
                List.of("ffprobe", "-v", "warning", "-show_entries", "frame=key_frame", "-of", "default=nk=1:nw=1"),
                clip,
                List.of());
        String[] flags = new String(lines, StandardCharsets.UTF_8).trim().split("\\s+");
        List<Integer> keys = new ArrayList<>();
        for (int i = 0; i < flags.length; i++) {
            if (flags[i].equals("1")) {
                keys.add(i);
            }
        }
        return keys;
    }

    /** Makes a clip of interleaved RGB frames by options such as {@code -c:v libx264}. */
    static void encode(List<byte[]> frames, int width, int height, String rate, String options, Path clip) {
        List<String> command = new ArrayList<>(List.of("ffmpeg", "-v", "error", "-y", "-f", "rawvideo"));
        command.addAll(List.of("-pix_fmt", "rgb24", "-s", width + "x" + height, "-r", rate, "-i", "-"));
        command.addAll(List.of("-pix_fmt", "yuv420p", "-vf", "scale=sws_flags=" + SCALER));
        command.addAll(List.of(options.trim().split("\\s+")));
        command.add(clip.toString());
        try {
            Process process = new ProcessBuilder(command).start();
            var complaints = CompletableFuture.supplyAsync(() -> text(process.getErrorStream()));
            try (OutputStream pixels = process.getOutputStream()) {
                for (byte[] frame : frames) {
                    pixels.write(frame);
                }
            }
            assertEquals(0, process.waitFor(), complaints.join());
        } catch (IOException missing) {
            fail("ffmpeg does not start; on Debian: apt-get install ffmpeg", missing);
        } catch (InterruptedException e) {
            fail(e);
        }
    }

    private static byte[] run(List<String> before, Path clip, List<String> after) {
        List<String> command = new ArrayList<>(before);
        command.add(clip.toString());
        command.addAll(after);
        try {
            Process process = new ProcessBuilder(command).start();
            process.getOutputStream().close();
            var complaints = CompletableFuture.supplyAsync(() -> text(process.getErrorStream()));
            ByteArrayOutputStream output = new ByteArrayOutputStream();
            process.getInputStream().transferTo(output);
            assertEquals("", complaints.join(), "complaints about " + clip);
            assertEquals(0, process.waitFor(), String.join(" ", command));
            return output.toByteArray();
        } catch (IOException missing) {
            return fail(before.get(0) + " does not start; on Debian: apt-get install ffmpeg", missing);
        } catch (InterruptedException e) {
            return fail(e);
        }
    }

    private static String text(InputStream in) {
        try {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<byte[]> frames(byte[] all, int frameBytes) {
        assertEquals(0, all.length % frameBytes, "a whole number of frames");
        List<byte[]> frames = new ArrayList<>();
        for (int at = 0; at < all.length; at += frameBytes) {
            frames.add(Arrays.copyOfRange(all, at, at + frameBytes));
        }
        return frames;
    }
}
