package dev.kinora.engine.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.kinora.contract.FailureException;
import dev.kinora.contract.FailureKind;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class RgbImageTest {

    @Test
    void greyStaysAsBrightAsItIs() {
        BufferedImage eight = new BufferedImage(1, 1, BufferedImage.TYPE_BYTE_GRAY);
        eight.getRaster().setSample(0, 0, 0, 100);
        assertArrayEquals(new byte[] {100, 100, 100}, RgbImage.from(eight).rgb());
        BufferedImage sixteen = new BufferedImage(1, 1, BufferedImage.TYPE_USHORT_GRAY);
        sixteen.getRaster().setSample(0, 0, 0, 100 << 8 | 7);
        assertArrayEquals(new byte[] {100, 100, 100}, RgbImage.from(sixteen).rgb());
    }

    @Test
    void survivesPng() {
        RgbImage image = Patterns.busy(33, 17);
        RgbImage back = RgbImage.readPng(new ByteArrayInputStream(png(image)));
        assertEquals(33, back.width());
        assertEquals(17, back.height());
        assertArrayEquals(image.rgb(), back.rgb());
    }

    @Test
    void isWrittenTheSameTwice() {
        assertArrayEquals(png(Patterns.busy(33, 17)), png(Patterns.busy(33, 17)));
    }

    @Test
    void refusesATruncatedPng() {
        byte[] png = png(Patterns.busy(33, 17));
        refuse(Arrays.copyOf(png, png.length / 2));
    }

    @Test
    void refusesWhatIsNoPicture() {
        refuse("not a picture".getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    @Test
    void refusesAWrongNumberOfBytes() {
        assertThrows(IllegalArgumentException.class, () -> new RgbImage(2, 2, new byte[11]));
    }

    private static void refuse(byte[] bytes) {
        var in = new ByteArrayInputStream(bytes);
        FailureException refused = assertThrows(FailureException.class, () -> RgbImage.readPng(in));
        assertEquals(FailureKind.BAD_INPUT, refused.failure().kind());
        assertEquals("image", refused.failure().field());
    }

    private static byte[] png(RgbImage image) {
        var out = new ByteArrayOutputStream();
        image.writePng(out);
        return out.toByteArray();
    }
}
