/**
 * Writes and checks clips: 8-bit RGB frames flow in one by one, an H.264 MP4 file and its summary flow out.
 *
 * <p>This is the only package that knows JCodec, whose encoder it keeps inside the range where it is sound. It never
 * holds more than a frame and its reference, and never knows a job, a topic or a store.
 */
package dev.kinora.mp4;
