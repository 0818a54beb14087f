/**
 * What is said of jobs, for those who listen.
 *
 * <p>Records of {@code kinora.events} and {@code kinora.progress} flow in, heard once for all; words for each listener flow out,
 * taken when the listener is ready for them and never piled up for it. It decides nothing, and what it says is what lies on the
 * topics.
 */
package dev.kinora.ingest.feed;
