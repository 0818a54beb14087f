/**
 * The object store: everything a job leaves behind, over S3.
 *
 * <p>In flow bytes and files under the contract's keys, out flow the same bytes with their SHA-256 verified, references
 * and presigned URLs. Nothing here knows what the bytes mean, retries a job or names a key, and the MinIO SDK is seen
 * nowhere else.
 */
package dev.kinora.objects;
