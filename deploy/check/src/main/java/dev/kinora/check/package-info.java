/**
 * Looks at a clip as a user would: a clip and the photo it was made from flow in, what is seen and whether it is as
 * asked flow out.
 *
 * <p>The clip is decoded by ffmpeg, which shares nothing with what encoded it. Nothing here knows a job, a topic or a
 * store, and nothing is written but the report.
 */
package dev.kinora.check;
