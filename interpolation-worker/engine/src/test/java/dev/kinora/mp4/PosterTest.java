package dev.kinora.mp4;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kinora.engine.image.RgbImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class PosterTest {

    @Test
    void aPosterLooksLikeItsFrame() throws IOException {
        RgbImage frame = Pictures.PHOTO.frame(320, 192, 0);
        byte[] jpeg = Poster.jpeg(frame);
        RgbImage shown = RgbImage.from(ImageIO.read(new ByteArrayInputStream(jpeg)));
        double squares = 0;
        for (int i = 0; i < frame.rgb().length; i++) {
            double error = (frame.rgb()[i] & 255) - (shown.rgb()[i] & 255);
            squares += error * error;
        }
        double decibel = 10 * Math.log10(255.0 * 255 * frame.rgb().length / squares);
        assertTrue(decibel > 32, decibel + " dB");
        assertTrue(jpeg.length < 40_000, jpeg.length + " bytes");
        assertArrayEquals(jpeg, Poster.jpeg(frame));
    }
}
