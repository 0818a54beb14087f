package dev.kinora.local.host;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.jboss.resteasy.reactive.server.handlers.PublisherResponseHandler;
import org.junit.jupiter.api.Test;

class GoneListenersTest {
    private static boolean isTold(Class<?> teller, Throwable thrown) {
        LogRecord told = new LogRecord(Level.SEVERE, "impossible to send it to client");
        told.setLoggerName(teller.getName());
        told.setThrown(thrown);
        return new GoneListeners().isLoggable(told);
    }

    @Test
    void onlyAListenersHangingUpIsLeftOut() {
        assertFalse(isTold(PublisherResponseHandler.class, new IOException("Broken pipe")));
        assertTrue(isTold(PublisherResponseHandler.class, new IllegalStateException("a bug of ours")));
        assertTrue(isTold(PublisherResponseHandler.class, null));
        assertTrue(isTold(StageHost.class, new IOException("the store")));
    }
}
