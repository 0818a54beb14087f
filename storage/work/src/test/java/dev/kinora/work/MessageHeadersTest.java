package dev.kinora.work;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessageHeadersTest {
    private static final String TRACE = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

    @Test
    void aMessageCarriesCloudEventsAttributes() {
        Map<String, String> headers =
                MessageHeaders.read(MessageHeaders.create("ClipPublished", "storage", Optional.empty()));

        assertEquals("1.0", headers.get("ce_specversion"));
        assertEquals("dev.kinora.ClipPublished", headers.get("ce_type"));
        assertEquals("/kinora/storage", headers.get("ce_source"));
        assertEquals("application/json", headers.get("content-type"));
        Instant.parse(headers.get("ce_time"));
        assertNotEquals(
                headers.get("ce_id"),
                MessageHeaders.read(MessageHeaders.create("ClipPublished", "storage", Optional.empty()))
                        .get("ce_id"));
    }

    @Test
    void theTraceGoesOnWithANewSpan() {
        String next = next(TRACE);

        assertTrue(next.matches("00-4bf92f3577b34da6a3ce929d0e0e4736-[0-9a-f]{16}-01"), next);
        assertNotEquals(TRACE, next);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
                "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
                "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"
            })
    void aMalformedTraceBeginsAnew(String malformed) {
        String next = next(malformed);

        assertTrue(next.matches("00-[0-9a-f]{32}-[0-9a-f]{16}-01"), next);
        assertTrue(!next.contains("4bf92f3577b34da6a3ce929d0e0e4736"), next);
    }

    private static String next(String traceparent) {
        return MessageHeaders.traceparent(MessageHeaders.create("X", "test", Optional.of(traceparent)))
                .orElseThrow();
    }
}
