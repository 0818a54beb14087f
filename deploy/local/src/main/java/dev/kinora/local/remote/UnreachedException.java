package dev.kinora.local.remote;

import dev.kinora.contract.Failure;
import dev.kinora.contract.FailureException;
import dev.kinora.contract.FailureKind;

/** The server was not reached, or let nobody in, or has no time: nothing is known about a job because of that. */
public final class UnreachedException extends FailureException {
    private static final long serialVersionUID = 1L;

    /** No server is known that could be asked. */
    public UnreachedException(String message) {
        super(new Failure(FailureKind.DEPENDENCY_DOWN, "server", "", "", message));
    }

    UnreachedException(Server server, String found, String expected, Throwable cause) {
        super(
                new Failure(
                        FailureKind.DEPENDENCY_DOWN,
                        "server",
                        found,
                        expected,
                        "server " + server + ": found " + found + ", expected " + expected),
                cause);
    }
}
