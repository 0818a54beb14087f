package dev.kinora.work;

/** The time in which the handler has the item's thread: there, and only there, it may be interrupted to make it leave. */
final class HandlerCall {
    private Thread thread;

    void run(WorkHandler handler, WorkItem item) throws Exception {
        enter();
        try {
            handler.handle(item);
        } finally {
            leave();
        }
    }

    synchronized void interrupt() {
        if (thread != null) {
            thread.interrupt();
        }
    }

    private synchronized void enter() {
        thread = Thread.currentThread();
    }

    /** An interrupt meant for the handler must not hit what comes after it. */
    private synchronized void leave() {
        thread = null;
        Thread.interrupted();
    }
}
