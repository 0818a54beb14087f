package dev.kinora.local.display;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.kinora.contract.JobProgress;
import dev.kinora.contract.JobProgress.Evaluations;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class DisplayTest {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream stderr = new PrintStream(bytes, true, StandardCharsets.UTF_8);

    @Test
    void aTerminalHasOneLineThatNeverWraps() {
        Display display = Display.on(stderr, false, 10);
        display.show("short");
        display.show("0123456789abc");
        display.clear();
        assertEquals("\r\u001b[Kshort\r\u001b[K012345678\r\u001b[K", text());
    }

    @Test
    void withoutATerminalEveryLineEndsAndSoonOnesAreLeftOut() {
        Display display = Display.on(stderr, false, 0);
        display.show("first");
        display.show("too soon");
        display.keep("important");
        display.clear();
        assertEquals("first\nimportant\n", text());
    }

    @Test
    void quietIsQuiet() {
        Display display = Display.on(stderr, true, 80);
        display.show("first");
        display.keep("important");
        display.clear();
        assertEquals("", text());
    }

    @Test
    void progressNamesStageStepAndEstimate() {
        Display display = Display.on(stderr, false, 0);
        new JobDisplay(display, "", false)
                .progress(new JobProgress("a", "i2v", "denoise", 3, 8, new Evaluations(6, 15), 4.6));
        assertEquals("i2v: denoise 3/8, about 5 s left\n", text());
    }

    @Test
    void severalTakesAreToldApart() {
        Display display = Display.on(stderr, false, 0);
        new JobDisplay(display, "take 2 of 3: ", false)
                .progress(new JobProgress("a", "i2v", "denoise", 3, 8, null, -1));
        assertEquals("take 2 of 3: i2v: denoise 3/8\n", text());
    }

    @Test
    void anUnknownEstimateIsLeftOut() {
        Display display = Display.on(stderr, false, 0);
        new JobDisplay(display, "", false).progress(new JobProgress("a", "i2v", "decode", 0, 14, null, -1));
        assertEquals("i2v: decode 0/14\n", text());
    }

    private String text() {
        return bytes.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
    }
}
