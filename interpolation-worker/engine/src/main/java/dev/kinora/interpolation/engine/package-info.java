/**
 * Frames between the frames of a clip, as a plain library.
 *
 * <p>Key frames flow in, in order and a few at a time; out flow the same key frames, untouched, with new ones between them.
 * It never knows a store, a topic or how a clip is encoded.
 */
package dev.kinora.interpolation.engine;
