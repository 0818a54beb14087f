/**
 * Writes and checks clips: 8-bit RGB frames flow in one by one, an H.264 MP4 file and its summary flow out.
 *
 * <p>Only this package and {@link dev.kinora.mp4.h264} know JCodec, for its muxer, demuxer, decoder and bit writer. It holds
 * the frames that wait for the encoder's threads, and never knows a job, a topic or a store.
 */
package dev.kinora.mp4;
