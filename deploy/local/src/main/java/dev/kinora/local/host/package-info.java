/**
 * Runs stages in this JVM: all of them beside local servers, or one against any broker and store.
 *
 * <p>In flow settings, out flows a running Quarkus application. It never reads a message itself.
 */
package dev.kinora.local.host;
