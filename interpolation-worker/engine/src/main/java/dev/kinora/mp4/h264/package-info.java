/**
 * Encodes pictures as H.264 (ITU-T H.264, High): 4:2:0 pictures flow in, one coded picture each flows out.
 *
 * <p>Entropy coding, prediction, transform and decisions are here; bit writer, parameter sets and slice headers are
 * JCodec's. It never knows a file, an RGB pixel or a frame rate.
 */
package dev.kinora.mp4.h264;
