package dev.kinora.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kinora.contract.FailureException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OutwardSettingsTest {

    @TempDir
    private Path folder;

    @Test
    void nobodyIsReachedUnlessAskedFor() {
        OutwardLanes.Allowed allowed = lanes(Map.of()).allowed();
        assertFalse(allowed.pictures().allowAny());
        assertFalse(allowed.receivers().allowAny());
    }

    @Test
    void hostsAreAllowedByTheirLists() throws Exception {
        Path secrets = Files.writeString(folder.resolve("secrets"), OutsideParties.SECRET);
        OutwardLanes.Allowed allowed = lanes(Map.of(
                        "kinora.ingest.image-url.hosts", "a.example, *.b.example:8443",
                        "kinora.ingest.webhook.hosts", "c.example",
                        "kinora.ingest.webhook.secret-file", secrets.toString()))
                .allowed();
        assertTrue(allowed.pictures().allowAny());
        allowed.pictures().require("https://a.example/");
        allowed.pictures().require("https://x.b.example:8443/");
        allowed.receivers().require("https://c.example/");
    }

    @ParameterizedTest
    @CsvSource({
        "image-url.hosts, https://example.org",
        "image-url.private-hosts, a/b",
        "image-url.schemes, ftp",
        "image-url.tries, 0",
        "image-url.time-limit, 0s",
        "image-url.first-delay, 0s",
        "image-url.first-delay, 6m",
        "webhook.hosts, a b",
        "webhook.schemes, wss",
        "webhook.time-limit, PT-1S",
        "webhook.first-delay, 5h"
    })
    void whatIsNoneIsRefusedByItsName(String setting, String value) {
        refusal("kinora.ingest." + setting, Map.of("kinora.ingest." + setting, value));
    }

    @Test
    void nothingIsPostedUnsigned() {
        refusal("kinora.ingest.webhook.secret-file", Map.of("kinora.ingest.webhook.hosts", "example.org"));
    }

    private static void refusal(String setting, Map<String, String> properties) {
        FailureException refusal =
                assertThrows(FailureException.class, () -> lanes(properties).allowed());
        assertEquals(setting, refusal.failure().field());
    }

    private static OutwardLanes lanes(Map<String, String> properties) {
        return new OutwardLanes(IngestSettingsTest.read(properties), null);
    }
}
