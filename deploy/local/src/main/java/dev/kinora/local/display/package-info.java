/**
 * Live progress for a person, on stderr.
 *
 * <p>In flow events and progress of one job, out flows text. It never writes to stdout, which belongs to results.
 */
package dev.kinora.local.display;
