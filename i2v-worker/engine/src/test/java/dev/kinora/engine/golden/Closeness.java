package dev.kinora.engine.golden;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kinora.engine.image.RgbImage;
import dev.kinora.inference.weights.Safetensors;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** Comparisons with the golden cases of the bundled model, with the tolerances of its {@code golden/README.md}. */
public final class Closeness {
    /** Of embeddings and of latents that are not scaled. */
    public static final double ENCODED = 1e-4;

    private Closeness() {}

    /** Fails unless a tensor is close. The golden's rows may repeat ours, as image latents do for every frame. */
    public static void check(String key, Safetensors expected, float[] found, double tolerance) {
        float[] golden = expected.read(key).toArray();
        assertEquals(0, golden.length % found.length, key);
        double largest = 0;
        for (int i = 0; i < golden.length; i++) {
            largest = Math.max(largest, Math.abs(golden[i] - found[i % found.length]));
        }
        assertEquals(0, largest, tolerance, key);
    }

    /** Allowed difference of a run's latents: 5e-4 of their deviation, and of 1 at least. */
    public static double ofLatents(float[] golden) {
        double mean = 0;
        double squares = 0;
        for (float value : golden) {
            mean += value / (double) golden.length;
            squares += value * (double) value / golden.length;
        }
        return 5e-4 * Math.max(1, Math.sqrt(squares - mean * mean));
    }

    /** Fails unless 99.9 % of the samples are at most one grey level off, and none more than three. */
    public static void checkFrame(Path png, RgbImage found) throws IOException {
        RgbImage golden = png(png);
        assertEquals(golden.width(), found.width());
        assertEquals(golden.height(), found.height());
        int[] counts = new int[256];
        for (int i = 0; i < golden.rgb().length; i++) {
            counts[Math.abs((golden.rgb()[i] & 0xFF) - (found.rgb()[i] & 0xFF))]++;
        }
        int samples = golden.rgb().length;
        int offByMore = samples - counts[0] - counts[1];
        assertTrue(offByMore <= samples / 1000, png + ": " + offByMore + " of " + samples + " off by more than 1");
        assertEquals(0, Arrays.stream(counts, 4, 256).sum(), png + ": samples off by more than 3");
    }

    /** A picture of a golden case. */
    public static RgbImage png(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return RgbImage.readPng(in);
        }
    }
}
