package dev.kinora.local.command;

import dev.kinora.local.client.Request;
import dev.kinora.local.client.Uploads;
import java.io.IOException;

/**
 * A clip to be made.
 *
 * @param take which one, and where it goes
 * @param script writes the request when its turn comes, so that one photo at a time is in memory
 */
record Scene(Take take, Script script) {

    /** Writes a request. */
    @FunctionalInterface
    interface Script {
        /**
         * Writes it, sending first what it names.
         *
         * @throws dev.kinora.contract.FailureException BAD_INPUT if it can be none
         */
        Request write(Uploads uploads) throws IOException;
    }
}
