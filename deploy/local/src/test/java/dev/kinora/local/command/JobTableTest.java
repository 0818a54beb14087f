package dev.kinora.local.command;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.kinora.contract.Failure;
import dev.kinora.contract.JobProgress;
import dev.kinora.local.remote.JobView;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JobTableTest {
    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");

    @Test
    void columnsAreAsWideAsTheirWidestWord() {
        JobProgress progress = new JobProgress("long-name", "i2v", "denoise", 3, 6, null, 11.7);
        JobView running = job("long-name", "running", "2026-11-23T11:58:59Z", null, null, progress);
        JobView rejected = job(
                "b", "rejected", "2026-11-22T11:00:00Z", Failure.badInput("image", "3 bytes", "a picture"), null, null);
        assertEquals(
                List.of(
                        "ID         STATE     PROGRESS                                  AGE    LABELS",
                        "long-name  running   denoise 3/6, about 12 s left              1 min  a=1 b=2",
                        "b          rejected  image: found 3 bytes, expected a picture  1 d    a=1 b=2"),
                JobTable.lines(List.of(running, rejected), NOW));
    }

    /** A label or a reason may hold what a terminal obeys. */
    @Test
    void nothingThatOthersWroteMovesTheCursor() {
        JobView job = job("b", "cancelled", null, null, "\u001b[2Jgone\r\n", null);
        assertEquals(" [2Jgone ", JobTable.progress(job));
    }

    @Test
    void agesGrowTheirUnits() {
        assertEquals("0 s", age("2026-11-23T12:00:05Z"));
        assertEquals("59 s", age("2026-11-23T11:59:01Z"));
        assertEquals("59 min", age("2026-11-23T11:00:01Z"));
        assertEquals("23 h", age("2026-11-22T12:00:01Z"));
        assertEquals("1 d", age("2026-11-22T12:00:00Z"));
    }

    private static String age(String created) {
        String line = JobTable.lines(List.of(job("b", "accepted", created, null, null, null)), NOW)
                .get(1);
        return line.replaceAll("b +accepted +(.+?)  .*", "$1");
    }

    private static JobView job(
            String id, String state, String created, Failure failure, String reason, JobProgress progress) {
        Instant since = created == null ? null : Instant.parse(created);
        return new JobView(id, state, "i2v", "nano", Map.of("b", "2", "a", "1"), since, failure, reason, progress);
    }
}
