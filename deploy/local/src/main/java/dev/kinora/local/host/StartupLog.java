package dev.kinora.local.host;

import java.util.logging.Level;
import java.util.logging.Logger;

/** The log before Quarkus sets it up. */
public final class StartupLog {
    private StartupLog() {}

    /**
     * Keeps errors only. Without this the log manager, not set up yet, makes a record of every debug message of the broker
     * and keeps them in memory, which doubles the broker's start.
     */
    public static void keepErrorsOnly() {
        Logger.getLogger("").setLevel(Level.SEVERE);
    }
}
