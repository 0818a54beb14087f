package dev.kinora.check;

import dev.kinora.engine.image.RgbImage;

/**
 * A clip that was decoded to its end.
 *
 * @param frames how many there are
 * @param framesPerSecond as a fraction or whole number, such as {@code 24000/1001}
 * @param first frame
 * @param last frame; the first one, if it is the only one
 * @param complaints of the decoder, empty if it had none
 */
record Clip(int frames, String framesPerSecond, RgbImage first, RgbImage last, String complaints) {

    int width() {
        return first.width();
    }

    int height() {
        return first.height();
    }
}
