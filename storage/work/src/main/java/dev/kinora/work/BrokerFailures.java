package dev.kinora.work;

import dev.kinora.contract.Failure;
import dev.kinora.contract.FailureException;
import dev.kinora.contract.FailureKind;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Says the broker's errors in the contract's words. */
final class BrokerFailures {
    private BrokerFailures() {}

    static FailureException of(BrokerSettings broker, String deed, Throwable cause) {
        if (cause instanceof RecordTooLargeException) {
            return failure(broker, FailureKind.BAD_INPUT, deed, cause, "a record the topic accepts");
        }
        return failure(broker, FailureKind.DEPENDENCY_DOWN, deed, cause, expected(cause));
    }

    private static String expected(Throwable cause) {
        if (cause instanceof AuthenticationException || cause instanceof AuthorizationException) {
            return "credentials the broker accepts";
        }
        return cause instanceof UnknownTopicOrPartitionException
                ? "the topics that `deploy/kinora topics` creates"
                : "a Kafka broker that answers";
    }

    private static FailureException failure(
            BrokerSettings broker, FailureKind kind, String deed, Throwable cause, String expected) {
        String found = cause.getClass().getSimpleName() + ": " + cause.getMessage();
        String message = "cannot " + deed + " at " + broker.bootstrapServers() + ": found " + found + ", expected "
                + expected + " (" + BrokerSettings.BOOTSTRAP_SERVERS + ")";
        return new FailureException(
                new Failure(kind, BrokerSettings.BOOTSTRAP_SERVERS, found, expected, message), cause);
    }
}
