package dev.kinora.engine.image;

/** Pictures that a line of Python makes as well. */
final class Patterns {
    private Patterns() {}

    /** {@code bytes((i*i*31+i*17+(i>>3)*7)&255 for i in range(3*w*h))} as RGB. */
    static RgbImage busy(int width, int height) {
        byte[] rgb = new byte[3 * width * height];
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] = (byte) (i * i * 31 + i * 17 + (i >> 3) * 7);
        }
        return new RgbImage(width, height, rgb);
    }
}
