/**
 * The program {@code kinora}: everything in one JVM for a laptop, or one stage of it for a cluster.
 *
 * <p>In flow the arguments, out flows an exit status. Nothing here knows pixels, and no stage knows this package.
 */
package dev.kinora.local;
