package dev.kinora.local.host;

import io.quarkus.logging.LoggingFilter;
import java.io.IOException;
import java.util.logging.Filter;
import java.util.logging.LogRecord;

/**
 * Leaves out of the log that a listener to events has hung up, which the framework calls an error. Handlers name it in
 * {@code quarkus.log.console.filter} and {@code quarkus.log.file.filter}.
 */
@LoggingFilter(name = "gone-listeners")
public final class GoneListeners implements Filter {
    private static final String WRITER = "org.jboss.resteasy.reactive.server.handlers.PublisherResponseHandler";

    /** Whether a record tells anything else. */
    @Override
    public boolean isLoggable(LogRecord record) {
        return !(WRITER.equals(record.getLoggerName()) && record.getThrown() instanceof IOException);
    }
}
