package dev.kinora.local.chaos;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The short form of {@code deploy/chaos}. */
class ChaosIT {
    @Test
    void noJobIsLostAndNoneDoneTwice(@TempDir Path folder) throws Exception {
        ChaosOptions options = new ChaosOptions(
                Path.of(System.getProperty("kinora.root")), 24, 8, Duration.ofSeconds(5), 1, Duration.ofMinutes(4));
        try (Rehearsal rehearsal = new Rehearsal(options, folder.toRealPath())) {
            assertTrue(rehearsal.run(), "see the lines that begin with FAULT");
        }
    }
}
