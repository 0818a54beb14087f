/**
 * The words every stage shares: job parameters, events, failures, topics and object keys.
 *
 * <p>Nothing flows through here; messages and object keys are written and read with it. It has no dependency and never
 * opens a file, a socket or a topic.
 */
package dev.kinora.contract;
