package dev.kinora.work;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kinora.contract.JobEvent;
import dev.kinora.contract.JobEvent.FramesGenerated;
import dev.kinora.contract.JobEvent.JobCancelled;
import dev.kinora.contract.ObjectRef;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessageHeadersTest {
    private static final FramesGenerated FRAMES = new FramesGenerated("a", new ObjectRef("k", 1, ""), 14);
    private static final String TRACE = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

    @Test
    void aMessageCarriesCloudEventsAttributes() {
        Map<String, String> headers = MessageHeaders.read(MessageHeaders.create(FRAMES, "storage", Optional.empty()));

        assertEquals("1.0", headers.get("ce_specversion"));
        assertEquals("dev.kinora.FramesGenerated", headers.get("ce_type"));
        assertEquals("/kinora/storage", headers.get("ce_source"));
        assertEquals("application/json", headers.get("content-type"));
        Instant.parse(headers.get("ce_time"));
        assertNotEquals(
                headers.get("ce_id"),
                MessageHeaders.read(MessageHeaders.create(FRAMES, "storage", Optional.empty()))
                        .get("ce_id"));
    }

    @Test
    void howAJobEndsIsTheSameEventHoweverOftenItIsTold() {
        assertEquals("job-1-JobCancelled", id(new JobCancelled("job-1", "asked")));
        assertEquals("job-1-JobCancelled", id(new JobCancelled("job-1", "asked again")));
        assertNotEquals(id(FRAMES), id(FRAMES));
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

    private static String id(JobEvent event) {
        return MessageHeaders.read(MessageHeaders.create(event, "test", Optional.empty()))
                .get(MessageHeaders.ID);
    }

    private static String next(String traceparent) {
        return MessageHeaders.traceparent(MessageHeaders.create(FRAMES, "test", Optional.of(traceparent)))
                .orElseThrow();
    }
}
