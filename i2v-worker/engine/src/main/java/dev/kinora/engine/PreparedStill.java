package dev.kinora.engine;

import dev.kinora.contract.JobParameters;
import dev.kinora.engine.image.ClipPixels;
import dev.kinora.engine.image.LanczosResize;
import dev.kinora.engine.image.RgbImage;
import dev.kinora.engine.image.VaePixels;
import dev.kinora.engine.image.Window;
import dev.kinora.inference.Tensor;

/**
 * The fitted still as the two image networks take it. Both branches start from the fitted picture: CLIP's is not made
 * from the VAE's.
 *
 * @param clipPixels [1, 3, size, size], normalised
 * @param vaePixels [1, 3, height, width], −1..1, without noise
 */
record PreparedStill(Tensor clipPixels, Tensor vaePixels) {

    static PreparedStill of(RgbImage still, JobParameters parameters, ClipPixels clip) {
        Window fitted = Window.fit(still, parameters.fit(), parameters.width(), parameters.height());
        RgbImage resized = LanczosResize.resize(fitted, parameters.width(), parameters.height());
        return new PreparedStill(clip.of(fitted), VaePixels.of(resized));
    }
}
