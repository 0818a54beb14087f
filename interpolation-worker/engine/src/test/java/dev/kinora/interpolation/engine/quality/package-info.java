/**
 * How good interpolated frames are, published and not asserted.
 *
 * <p>Sequences of frames flow in, known moves of sample photos or clips; every fourth frame is kept, the others are made
 * again and held against those left out. A table and a picture flow out; nothing here decides whether a build is good.
 */
package dev.kinora.interpolation.engine.quality;
