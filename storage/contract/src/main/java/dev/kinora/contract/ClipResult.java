package dev.kinora.contract;

/**
 * {@code clips/{id}.json}: what was made and how, so that it can be made again.
 *
 * @param job with every parameter
 * @param clip the published MP4
 * @param frames in the clip
 * @param durationSeconds of the clip
 * @param sampling how the frames were sampled
 */
public record ClipResult(Job job, ObjectRef clip, int frames, double durationSeconds, ResolvedSampling sampling) {}
