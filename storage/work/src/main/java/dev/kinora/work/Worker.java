package dev.kinora.work;

/**
 * What every item of a loop is worked on with.
 *
 * @param handler the stage's own work
 * @param outcome how the stage tells of failures
 * @param deadLetters where records go that are given up
 * @param retries where records go that are tried again later
 * @param control knows which jobs are cancelled
 * @param policy how patient to be
 */
record Worker(
        WorkHandler handler,
        WorkOutcome outcome,
        DeadLetters deadLetters,
        Retries retries,
        ControlListener control,
        WorkPolicy policy) {}
