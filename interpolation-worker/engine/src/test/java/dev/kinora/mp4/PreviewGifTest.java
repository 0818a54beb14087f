package dev.kinora.mp4;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kinora.engine.image.RgbImage;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What ffmpeg, which had no part in writing it, makes of a preview. */
class PreviewGifTest {
    @TempDir
    Path folder;

    private static byte[] preview(FrameRate rate, int width, int height, int frames) {
        try (PreviewGif gif = new PreviewGif(rate)) {
            for (int index = 0; index < frames; index++) {
                gif.add(index, Pictures.PHOTO.frame(width, height, index));
            }
            return gif.finish();
        }
    }

    private String probed(byte[] gif) throws Exception {
        Path file = Files.write(folder.resolve("preview.gif"), gif);
        String streams = "stream=width,height,nb_read_frames,duration";
        String[] command = {
            "ffprobe", "-v", "error", "-count_frames", "-show_entries", streams, "-of", "csv=p=0", file.toString()
        };
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        assertEquals(0, process.waitFor(), said);
        return said;
    }

    @Test
    void aShortClipIsThereAsAWhole() throws Exception {
        assertEquals("64,48,1.430000,10", probed(preview(new FrameRate(7, 1), 64, 48, 10)));
    }

    @Test
    void aLongFastAndLargeOneIsItsBeginning() throws Exception {
        assertEquals("320,180,2.000000,24", probed(preview(new FrameRate(24, 1), 640, 360, 60)));
        assertEquals("180,320,2.040000,17", probed(preview(new FrameRate(25, 1), 360, 640, 60)));
    }

    @Test
    void aSlowOneHasFewFrames() throws Exception {
        assertEquals("64,48,2.000000,2", probed(preview(new FrameRate(1, 1), 64, 48, 5)));
    }

    @Test
    void equalFramesMakeEqualBytesThatPlayForEver() {
        byte[] gif = preview(new FrameRate(7, 1), 64, 48, 3);
        assertArrayEquals(gif, preview(new FrameRate(7, 1), 64, 48, 3));
        String text = new String(gif, StandardCharsets.ISO_8859_1);
        assertTrue(text.contains("NETSCAPE2.0\3\1\0\0\0"), "no loop");
    }

    @Test
    void colorsStayClose() throws Exception {
        Path file = Files.write(folder.resolve("one.gif"), preview(new FrameRate(7, 1), 320, 192, 1));
        RgbImage shown = RgbImage.from(javax.imageio.ImageIO.read(file.toFile()));
        byte[] expected = Pictures.PHOTO.frame(320, 192, 0).rgb();
        double squares = 0;
        for (int at = 0; at < expected.length; at++) {
            int difference = (expected[at] & 0xFF) - (shown.rgb()[at] & 0xFF);
            squares += difference * difference;
        }
        double psnr = 10 * Math.log10(255.0 * 255.0 * expected.length / squares);
        assertTrue(psnr > 30, "PSNR " + psnr + " dB");
    }
}
