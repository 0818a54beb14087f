package dev.kinora.local.host;

/** Something to do if the process is told to stop while this is open. */
public final class ShutdownHook implements AutoCloseable {
    private final Thread thread;

    public ShutdownHook(Runnable deed) {
        thread = new Thread(deed, "shutdown");
        Runtime.getRuntime().addShutdownHook(thread);
    }

    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(thread);
        } catch (IllegalStateException e) {
            // The process is stopping already: the hook runs, and need not be removed.
            return;
        }
    }
}
