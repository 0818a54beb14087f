package dev.kinora.contract;

import java.util.Map;

/** A fact about a job, on {@code kinora.events} under the job's id. */
public sealed interface JobEvent {

    /** The job's id. */
    String id();

    /** Whether nothing follows: the job is published, refused, failed or cancelled. */
    default boolean isFinal() {
        return !(this instanceof JobAccepted
                || this instanceof JobStarted
                || this instanceof FramesGenerated
                || this instanceof ClipEncoded);
    }

    /**
     * Ingest took the job and resolved every parameter.
     *
     * @param owner label of the API key it was asked for with; null if there was none
     */
    record JobAccepted(String id, String model, JobParameters parameters, Map<String, String> labels, String owner)
            implements JobEvent {

        /** Of a job that nobody's key asked for. */
        public JobAccepted(String id, String model, JobParameters parameters, Map<String, String> labels) {
            this(id, model, parameters, labels, null);
        }
    }

    /** Ingest refused the request. */
    record JobRejected(String id, Failure failure) implements JobEvent {}

    /**
     * A worker began, or began again.
     *
     * @param stage {@code i2v}, {@code interpolation} or {@code storage}
     * @param worker host and process of the worker
     * @param attempt 1 for the first delivery
     */
    record JobStarted(String id, String stage, String worker, int attempt) implements JobEvent {}

    /** All frames lie in the store. */
    record FramesGenerated(String id, ObjectRef manifest, int frames) implements JobEvent {}

    /** The clip lies in the store, not yet verified. */
    record ClipEncoded(String id, ObjectRef clip) implements JobEvent {}

    /**
     * The clip is verified and may be fetched.
     *
     * @param url presigned, valid for a limited time
     * @param durationSeconds of the clip
     * @param result {@code clips/{id}.json}
     * @param sampling how its frames were sampled; null if the job brought them
     * @param interpolation what came between them
     */
    record ClipPublished(
            String id,
            ObjectRef clip,
            ObjectRef result,
            String url,
            int width,
            int height,
            int frames,
            double playbackFps,
            double durationSeconds,
            long seed,
            ResolvedSampling sampling,
            Interpolation interpolation)
            implements JobEvent {}

    /** The job is given up. */
    record JobFailed(String id, String stage, Failure failure) implements JobEvent {}

    /** The job was cancelled, or ran past its deadline. */
    record JobCancelled(String id, String reason) implements JobEvent {}
}
