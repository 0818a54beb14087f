package dev.kinora.engine;

import dev.kinora.engine.image.RgbImage;
import dev.kinora.inference.Tensor;

/**
 * A known picture at an end of interpolation windows, as the networks see it; two neighbouring windows share one.
 *
 * @param picture as it came
 * @param latents [1, channels, h, w], not scaled
 * @param embedding [1, width], CLIP's
 */
public record KeyFrame(RgbImage picture, Tensor latents, Tensor embedding) {}
