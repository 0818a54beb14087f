package dev.kinora.local.command;

import dev.kinora.local.display.Display;
import dev.kinora.mp4.EncodingWatch;
import java.util.concurrent.TimeUnit;

/** Shows how far encoding has come, if it takes longer than anybody cares to wait without a word. */
final class EncodingDisplay implements EncodingWatch {
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final Display display;
    private final long begun = System.nanoTime();

    EncodingDisplay(Display display) {
        this.display = display;
    }

    @Override
    public void coded(int pass, int done, int pictures) {
        if (System.nanoTime() - begun >= PATIENCE_NANOS) {
            String what = pass == 0 ? "frame %d of %d" : "pass %3$d, frame %1$d of %2$d";
            display.show(what.formatted(done, pictures, pass));
        }
    }
}
