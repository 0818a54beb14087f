package dev.kinora.engine.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.security.MessageDigest;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Pillow 11.3.0, with {@code d} of {@link Patterns#busy}:
 * {@code hashlib.sha256(Image.frombytes('RGB',(w,h),d).resize((W,H),Image.LANCZOS).tobytes()).hexdigest()}.
 */
class LanczosResizeTest {

    @ParameterizedTest(name = "{0}x{1} to {2}x{3}")
    @CsvSource({
        "37, 23, 16, 40, ad141696db1d2408ce8d1851f8e18ad29d2657be998273dc57b4458ac14fdfbc",
        "64, 48, 64, 20, efd38959053b0195922696e993ae6e21267106397c4973a591565ca0a6d4e897",
        "50, 50, 80, 50, ff96db3779c82ee83d719406eb33697d6b3d75f296f56b64e825247165b3c961",
        "700, 433, 320, 192, 520a869598529e5ca210bcae9dca6f0f49005c51d58045c19236d292ff2eb45e",
        "16, 16, 16, 16, f287e496ff586ca47e3afec01189631140456ae9944292e511dae55d2958934e",
        "31, 900, 64, 64, db242b3f9b37de1756584a4b5cb0d98c075ea40a78e5a67c7fc5dd2e82898760"
    })
    void givesPillowsBytes(int width, int height, int outWidth, int outHeight, String sha256) throws Exception {
        RgbImage resized = LanczosResize.resize(Window.whole(Patterns.busy(width, height)), outWidth, outHeight);
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(resized.rgb());
        assertEquals(sha256, HexFormat.of().formatHex(digest));
    }

    @Test
    void readsThroughTheWindow() {
        RgbImage whole = Patterns.busy(40, 30);
        byte[] cut = new byte[3 * 20 * 10];
        for (int y = 0; y < 10; y++) {
            System.arraycopy(whole.rgb(), 3 * ((y + 7) * 40 + 5), cut, 3 * 20 * y, 3 * 20);
        }
        RgbImage expected = LanczosResize.resize(Window.whole(new RgbImage(20, 10, cut)), 16, 24);
        RgbImage found = LanczosResize.resize(new Window(whole, 5, 7, 20, 10), 16, 24);
        assertArrayEquals(expected.rgb(), found.rgb());
    }
}
