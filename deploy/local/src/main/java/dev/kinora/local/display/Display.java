package dev.kinora.local.display;

import java.io.PrintStream;

/** Where progress is shown: a line that is rewritten, plain lines, or nowhere. */
public interface Display {
    /** Shows what is going on now. */
    void show(String text);

    /** Leaves a line that stays. */
    void keep(String line);

    /** Takes away what is only for now, so that something else may be printed. */
    void clear();

    /**
     * The display that suits the user.
     *
     * @param quiet to show nothing
     * @param columns of the terminal behind stderr; 0 if it is none
     */
    static Display on(PrintStream stderr, boolean quiet, int columns) {
        if (quiet) {
            return new SilentDisplay();
        }
        return columns > 0 ? new TerminalDisplay(stderr, columns) : new LineDisplay(stderr);
    }
}
