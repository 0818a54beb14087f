package dev.kinora.contract;

import java.util.Map;
import java.util.Objects;

/**
 * {@code jobs/{id}/job.json}: the job with every parameter resolved. Written once by ingest; it wins ever after.
 *
 * @param id of the job
 * @param model by name
 * @param source what it begins with: the normalised picture, PNG, or where the job brings its own frames their manifest
 * @param parameters all of them
 * @param terms what is wanted of the pipeline
 * @param labels the user's own, carried through
 * @param requestSha256 of the request's body: the same id with another body is another job, and refused
 * @param owner label of the API key it was asked for with; null if there was none
 */
public record Job(
        String id,
        String model,
        ObjectRef source,
        JobParameters parameters,
        JobTerms terms,
        Map<String, String> labels,
        String requestSha256,
        String owner) {

    public Job {
        JobId.require(id);
        terms = Objects.requireNonNullElse(terms, JobTerms.DEFAULT);
        labels = labels == null ? Map.of() : Map.copyOf(labels);
    }

    /** A job that nobody's key asked for. */
    public Job(
            String id,
            String model,
            ObjectRef source,
            JobParameters parameters,
            JobTerms terms,
            Map<String, String> labels,
            String requestSha256) {
        this(id, model, source, parameters, terms, labels, requestSha256, null);
    }

    /** As it may be shown: the URL of its webhook may be a secret between sender and receiver. */
    public Job withoutWebhook() {
        JobTerms shown = new JobTerms(terms.priority(), terms.deadline(), terms.keepFrames());
        return new Job(id, model, source, parameters, shown, labels, requestSha256, owner);
    }

    /** Whether it brings its own frames, so that none are generated. */
    public boolean bringsFrames() {
        return source.key().equals(ObjectKeys.manifest(id));
    }
}
