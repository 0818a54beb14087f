package dev.kinora.ingest.request;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.kinora.contract.FailureException;
import dev.kinora.contract.Webhook;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WebhookFieldTest {

    @Test
    void theEventsThatEndAJobAreWantedUnlessOthersAre() {
        List<String> ends = List.of("ClipPublished", "JobFailed", "JobCancelled", "JobRejected");
        assertEquals(new Webhook("https://a", ends), webhook("{'url': 'https://a'}"));
        assertEquals(
                new Webhook("https://a", List.of("JobStarted")),
                webhook("{'url': 'https://a', 'events': ['JobStarted']}"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            textBlock =
                    """
                    webhook           | 'https://user:hidden@example.org/hook?hidden#hidden'
                    webhook           | ['https://example.org/hook?hidden']
                    webhook.url       | {}
                    webhook.url       | {'url': 7}
                    webhook.uri       | {'uri': 'https://example.org/hook?hidden'}
                    webhook.events    | {'url': 'https://a?hidden', 'events': 'JobStarted'}
                    webhook.events    | {'url': 'https://a?hidden', 'events': ['JobStopped']}
                    webhook.events    | {'url': 'https://a?hidden', 'events': ['JobStarted', 'JobStarted']}
                    webhook.events[1] | {'url': 'https://a?hidden', 'events': ['JobStarted', 7]}
                    """)
    void whatIsNoneIsRefusedByItsPathAndShowsNoSecret(String field, String webhook) {
        FailureException refusal = assertThrows(FailureException.class, () -> webhook(webhook));
        assertEquals(field, refusal.failure().field());
        assertFalse(refusal.getMessage().contains("hidden"), refusal.getMessage());
    }

    private static Webhook webhook(String json) {
        String request = "{'webhook': " + json + "}";
        byte[] body = request.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        return JobRequest.parse(body).terms(Instant.EPOCH).webhook();
    }
}
