/**
 * The leased work loop: jobs from Kafka share groups, one at a time, renewed while they are worked on.
 *
 * <p>In flow task records, out flow the handler's results, announced failures and dead letters; {@code README.md} beside
 * the sources says who does what when something dies. Nothing here knows what a stage does, and no record is accepted
 * before its result or its failure is safe with the broker.
 */
package dev.kinora.work;
