/**
 * The servers of a local run: a Kafka broker and an S3 store inside this JVM, on one data folder.
 *
 * <p>In flows a data folder, out flow the settings any stage needs to reach both. Nothing here knows a stage, a topic or a
 * job, and nothing listens beyond 127.0.0.1.
 */
package dev.kinora.local.servers;
