package dev.kinora.ingest.request;

import dev.kinora.contract.FailureException;
import dev.kinora.contract.JobTerms;
import dev.kinora.contract.Priority;
import dev.kinora.contract.Webhook;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;

/** What a request wants of the pipeline, beside its clip. */
final class TermsFields {
    private static final Duration LONGEST = Duration.ofDays(365);

    private TermsFields() {}

    /** @param sent when the request was, from which a duration counts */
    static JobTerms terms(Fields fields, Instant sent) {
        return new JobTerms(
                fields.text("priority").map(Priority::parse).orElse(Priority.INTERACTIVE),
                fields.text("deadline")
                        .map(text -> deadline(fields, text, sent))
                        .orElse(null),
                fields.truth("keepFrames", false),
                fields.object("webhook", List.of("url", "events"))
                        .map(TermsFields::webhook)
                        .orElse(null));
    }

    private static Webhook webhook(Fields webhook) {
        String url = webhook.text("url")
                .orElseThrow(() -> FailureException.badInput(webhook.path("url"), "nothing", "a URL"));
        return new Webhook(url, webhook.texts("events"));
    }

    private static Instant deadline(Fields fields, String text, Instant sent) {
        try {
            return text.startsWith("P")
                    ? sent.plus(within(fields, Duration.parse(text)))
                    : OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException neither) {
            throw unexpected(fields);
        }
    }

    private static Duration within(Fields fields, Duration duration) {
        if (duration.isNegative() || duration.isZero() || duration.compareTo(LONGEST) > 0) {
            throw unexpected(fields);
        }
        return duration;
    }

    private static FailureException unexpected(Fields fields) {
        return fields.unexpected(
                "deadline", "a time with its zone as 2026-12-24T18:00:00Z, or a duration of up to 365 days as PT10M");
    }
}
