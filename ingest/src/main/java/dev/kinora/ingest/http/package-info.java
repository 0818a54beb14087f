/**
 * The REST interface under {@code /v1}.
 *
 * <p>HTTP requests flow in; messages on {@code kinora.requests} and {@code kinora.control} flow out, so that a job of REST and a
 * job of the topic take one path, and what the board and the store know flows back. It decides nothing about a job.
 */
package dev.kinora.ingest.http;
