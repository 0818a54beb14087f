/**
 * Where a run stands between two steps, so that another process can go on from there.
 *
 * <p>A run's identity and state flow in and become a file that proves itself; out flows the same state, bit by bit. Where such
 * files lie, how often one is written and which of them is taken is not known here.
 */
package dev.kinora.engine.resume;
