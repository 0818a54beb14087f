package dev.kinora.local.display;

import java.io.PrintStream;
import java.util.concurrent.TimeUnit;

/** One line after the other, for logs and pipes: at most one a second, so that a thousand steps stay readable. */
final class LineDisplay implements Display {
    private final PrintStream stderr;
    private String last = "";
    private long lastNanos = System.nanoTime() - TimeUnit.SECONDS.toNanos(1);

    LineDisplay(PrintStream stderr) {
        this.stderr = stderr;
    }

    @Override
    public void show(String text) {
        long now = System.nanoTime();
        if (!text.equals(last) && now - lastNanos >= TimeUnit.SECONDS.toNanos(1)) {
            keep(text);
            last = text;
            lastNanos = now;
        }
    }

    @Override
    public void keep(String line) {
        stderr.println(line);
    }

    @Override
    public void clear() {}
}
