/**
 * How jobs end, and what was tried on the way, over store and broker: of publishing, failing and cancelling one counts, and
 * everyone is told which.
 *
 * <p>In flow proposals of a job's end from stages and users, out flow the end that counts, as an object, and its event; and for
 * every attempt at a stage an object that says who, when and on what.
 */
package dev.kinora.outcomes;
