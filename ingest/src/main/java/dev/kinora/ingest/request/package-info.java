/**
 * The request: JSON in, a job with every parameter resolved out.
 *
 * <p>A request's bytes and a model's announcement flow in; job parameters flow out, or a refusal that names the field's
 * path, what came and what was expected. It never guesses: a field it does not know is refused, not ignored.
 */
package dev.kinora.ingest.request;
