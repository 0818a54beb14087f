package dev.kinora.local.display;

import java.io.PrintStream;

/** One line at the foot of a terminal, rewritten in place. */
final class TerminalDisplay implements Display {
    private static final String START_OF_LINE_AND_ERASE = "\r\u001b[K";

    private final PrintStream stderr;
    private final int columns;

    TerminalDisplay(PrintStream stderr, int columns) {
        this.stderr = stderr;
        this.columns = columns;
    }

    @Override
    public synchronized void show(String text) {
        // A line that wraps could not be taken back.
        String visible = text.length() < columns ? text : text.substring(0, columns - 1);
        stderr.print(START_OF_LINE_AND_ERASE + visible);
        stderr.flush();
    }

    @Override
    public synchronized void keep(String line) {
        stderr.println(START_OF_LINE_AND_ERASE + line);
    }

    @Override
    public synchronized void clear() {
        stderr.print(START_OF_LINE_AND_ERASE);
        stderr.flush();
    }
}
