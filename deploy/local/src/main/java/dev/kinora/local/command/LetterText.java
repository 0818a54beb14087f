package dev.kinora.local.command;

import dev.kinora.contract.DeadLetter;
import dev.kinora.work.FiledLetter;
import dev.kinora.work.MessageCodec;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/**
 * A dead letter as it is printed.
 *
 * @param letter its number
 * @param time it was written
 * @param handled how somebody has dealt with it, or null
 * @param content itself
 */
record LetterText(String letter, Instant time, String handled, DeadLetter content) {

    static LetterText of(FiledLetter filed) {
        return new LetterText(filed.number(), filed.time(), filed.handled().orElse(null), filed.letter());
    }

    /** As it is once somebody has dealt with it. */
    LetterText handled(String how) {
        return new LetterText(letter, time, how, content);
    }

    String json() {
        return new MessageCodec().text(this);
    }

    /** One line of a list. */
    String line() {
        return String.format(
                Locale.ROOT,
                "%-8s  %s  %-24s  %-13s  %-16s  %s%s",
                letter,
                time,
                job(),
                content.stage(),
                content.failure().kind(),
                content.failure().message(),
                handled == null ? "" : "  (" + handled + ")");
    }

    /** Everything, a line each. */
    String words() {
        return String.join(
                System.lineSeparator(),
                List.of(
                        "letter     " + letter + (handled == null ? "" : ", " + handled),
                        "time       " + time,
                        "job        " + job(),
                        "stage      " + content.stage(),
                        "kind       " + content.failure().kind(),
                        "message    " + content.failure().message(),
                        "cause      " + content.cause(),
                        "failures   " + content.failures(),
                        "attempt    " + content.attempt(),
                        "record     " + content.topic() + "-" + content.partition() + " offset " + content.offset(),
                        "trace      " + (content.traceparent() == null ? "-" : content.traceparent()),
                        "headers    " + content.headers(),
                        "body       " + content.body()));
    }

    private String job() {
        return content.id().isEmpty() ? "-" : content.id();
    }
}
