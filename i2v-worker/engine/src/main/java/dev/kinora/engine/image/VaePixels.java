package dev.kinora.engine.image;

import dev.kinora.inference.Tensor;
import java.nio.FloatBuffer;

/** 8-bit pictures to the VAE's planar floats of [−1, 1], and back. */
public final class VaePixels {
    private static final int CHANNELS = 3;

    private VaePixels() {}

    /** A picture as [1, 3, height, width], black −1, white 1. */
    public static Tensor of(RgbImage image) {
        Tensor pixels = Tensor.allocate(1, CHANNELS, image.height(), image.width());
        FloatBuffer planes = pixels.data();
        byte[] rgb = image.rgb();
        for (int channel = 0; channel < CHANNELS; channel++) {
            for (int at = channel; at < rgb.length; at += CHANNELS) {
                planes.put(fromByte(rgb[at]));
            }
        }
        return pixels;
    }

    /**
     * One picture out of decoded ones: 0.5·x + 0.5, clamped, times 255, rounded half to even.
     *
     * @param decoded [frames, 3, height, width]
     */
    public static RgbImage toImage(Tensor decoded, int frame) {
        int height = (int) decoded.shape()[2];
        int width = (int) decoded.shape()[3];
        int plane = height * width;
        byte[] rgb = new byte[CHANNELS * plane];
        FloatBuffer values = decoded.data().position(frame * rgb.length);
        for (int channel = 0; channel < CHANNELS; channel++) {
            for (int pixel = 0; pixel < plane; pixel++) {
                rgb[CHANNELS * pixel + channel] = toByte(values.get());
            }
        }
        return new RgbImage(width, height, rgb);
    }

    /** 0..255 to −1..1. */
    static float fromByte(byte value) {
        return (value & 0xFF) / 255f * 2 - 1;
    }

    private static byte toByte(float value) {
        float unit = Math.max(0, Math.min(1, value * 0.5f + 0.5f));
        return (byte) (int) Math.rint(unit * 255f);
    }
}
