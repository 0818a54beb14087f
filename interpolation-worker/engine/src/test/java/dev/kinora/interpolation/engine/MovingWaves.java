package dev.kinora.interpolation.engine;

import dev.kinora.engine.image.RgbImage;
import java.util.List;
import java.util.stream.IntStream;

/** Pictures of coloured waves that move to the left. */
final class MovingWaves {
    private MovingWaves() {}

    static List<RgbImage> frames(int count, int side) {
        return IntStream.range(0, count).mapToObj(frame -> frame(frame, side)).toList();
    }

    static RgbImage frame(int number, int side) {
        byte[] rgb = new byte[3 * side * side];
        for (int i = 0; i < rgb.length; i++) {
            double x = i / 3 % side + 1.7 * number;
            double y = i / 3 / side;
            rgb[i] = (byte) (128 + 90 * Math.sin(x / 5 + i % 3) * Math.cos(y / 7));
        }
        return new RgbImage(side, side, rgb);
    }
}
