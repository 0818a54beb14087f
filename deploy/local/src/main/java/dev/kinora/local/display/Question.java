package dev.kinora.local.display;

import dev.kinora.local.host.Termination;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;

/**
 * Something that a user who leaves is asked, once. The answer is no where there is nobody to ask, and for everything but yes,
 * a second Ctrl-C included.
 */
public final class Question {
    private final InputStream in;
    private final PrintStream out;

    public Question(InputStream in, PrintStream out) {
        this.in = in;
        this.out = out;
    }

    /**
     * Asks and waits for the answer.
     *
     * @param canAnswer whether somebody sits at a terminal
     */
    public boolean ask(String text, boolean canAnswer) {
        if (!canAnswer) {
            return false;
        }
        out.print(text + " [y/N] ");
        out.flush();
        CompletableFuture<Boolean> answer = new CompletableFuture<>();
        Termination.onSecondSignal(() -> answer.complete(false));
        Thread reader = new Thread(() -> answer.complete(isYes()), "answer");
        reader.setDaemon(true); // who never answers keeps nothing up
        reader.start();
        try {
            return answer.join();
        } finally {
            Termination.onSecondSignal(null);
        }
    }

    private boolean isYes() {
        try {
            String line = new BufferedReader(new InputStreamReader(in, Charset.defaultCharset())).readLine();
            return line != null && line.strip().toLowerCase(Locale.ROOT).matches("y|yes");
        } catch (IOException gone) {
            return false;
        }
    }
}
