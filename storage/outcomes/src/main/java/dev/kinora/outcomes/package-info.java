/**
 * How jobs end, over store and broker: one of publishing, failing and cancelling counts, and everyone is told which.
 *
 * <p>In flow proposals of a job's end from stages and users, out flow the end that counts, as an object, and its event.
 */
package dev.kinora.outcomes;
