/**
 * Pictures, and their way to what the networks see.
 *
 * <p>A still of any shape flows in; the fitted picture flows out twice, at the clip's size for the VAE and at CLIP's
 * size for the image encoder, and decoded frames flow back to 8-bit pictures. It never crops, scales or converts by a
 * rule of its own: every resampling here matches the reference pixel for pixel or within float rounding.
 */
package dev.kinora.engine.image;
