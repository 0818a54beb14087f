package dev.kinora.inference;

/** The work was cancelled by whoever asked for it; nothing failed. */
public final class CancelledException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public CancelledException() {
        super("cancelled");
    }
}
