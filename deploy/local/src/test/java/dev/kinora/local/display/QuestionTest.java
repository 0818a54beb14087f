package dev.kinora.local.display;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Only yes is yes. */
class QuestionTest {
    private final ByteArrayOutputStream shown = new ByteArrayOutputStream();

    @ParameterizedTest
    @CsvSource({"y, true", "Yes, true", "' y ', true", "n, false", "'', false", "yesterday, false", "Y!, false"})
    void theAnswerIsALine(String line, boolean expected) {
        assertEquals(expected, question(line + "\n").ask("leave it?", true));
        assertEquals("leave it? [y/N] ", shown.toString(StandardCharsets.UTF_8));
    }

    @Test
    void noAnswerIsNo() {
        assertFalse(question("").ask("leave it?", true));
    }

    @Test
    void whoCannotAnswerIsNotAsked() {
        assertFalse(question("y\n").ask("leave it?", false));
        assertEquals("", shown.toString(StandardCharsets.UTF_8));
    }

    private Question question(String typed) {
        InputStream in = new ByteArrayInputStream(typed.getBytes(StandardCharsets.UTF_8));
        return new Question(in, new PrintStream(shown, true, StandardCharsets.UTF_8));
    }
}
