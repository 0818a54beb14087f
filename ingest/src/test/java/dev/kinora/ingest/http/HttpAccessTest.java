package dev.kinora.ingest.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kinora.contract.Failure;
import dev.kinora.contract.FailureException;
import dev.kinora.ingest.http.HttpAccess.Credentials;
import dev.kinora.ingest.http.HttpAccess.Verdict;
import dev.kinora.ingest.request.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HttpAccessTest {
    private static final String KEY = "kq3-a-long-and-random-key-7Jx";

    private static final String CI = "ci";
    private static final Verdict ANYBODY = new Verdict.Admitted(Optional.empty());

    @TempDir
    private Path folder;

    @Test
    void withoutKeysOnlyThisMachineIsListenedTo() {
        for (String host : List.of("0.0.0.0", "::", "10.0.0.7", "kinora.example.org", "127.0.0.1.example.org")) {
            Failure failure = assertThrows(FailureException.class, () -> HttpAccess.of(Optional.empty(), host, false))
                    .failure();
            assertEquals(HttpAccess.KEYS, failure.field());
        }
        for (String host : List.of("127.0.0.1", "localhost", "::1")) {
            HttpAccess.of(Optional.empty(), host, false);
        }
    }

    @Test
    void withKeysAnyAddressWillDo() throws IOException {
        HttpAccess.of(Optional.of(keys("ci = " + hash())), "0.0.0.0", false);
    }

    @Test
    void withoutKeysRequestsToOtherNamesAreRefused() {
        HttpAccess local = HttpAccess.of(Optional.empty(), "127.0.0.1", false);
        for (String host : List.of("localhost:8080", "127.0.0.1", "[::1]:8080")) {
            assertEquals(ANYBODY, local.judge(new Credentials(host, null, null)));
        }
        assertEquals(new Verdict.Forbidden(), local.judge(new Credentials("rebound.example.org:8080", null, null)));
        assertEquals(new Verdict.Forbidden(), local.judge(new Credentials(null, null, null)));
    }

    @Test
    void pagesOfOtherSitesAreRefused() {
        HttpAccess local = HttpAccess.of(Optional.empty(), "127.0.0.1", false);
        assertEquals(ANYBODY, local.judge(new Credentials("127.0.0.1:8080", "http://127.0.0.1:8080", null)));
        for (String origin : List.of("https://example.org", "null", "http://127.0.0.1:8081", "%%")) {
            assertEquals(new Verdict.Forbidden(), local.judge(new Credentials("127.0.0.1:8080", origin, null)));
        }
    }

    @Test
    void onlyAKnownKeyOpens() throws IOException {
        HttpAccess access = HttpAccess.of(Optional.of(keys("ci = " + hash())), "0.0.0.0", false);
        assertEquals(CI, label(access, "Bearer " + KEY));
        assertEquals(CI, label(access, "bearer " + KEY));
        for (String wrong : List.of("Bearer " + hash(), "Bearer " + KEY + "x", "Basic " + KEY, KEY, "Bearer ", "")) {
            assertEquals(new Verdict.Unauthorized(), access.judge(new Credentials("x", null, wrong)));
        }
        assertEquals(new Verdict.Unauthorized(), access.judge(new Credentials("127.0.0.1", null, null)));
    }

    @Test
    void aFileThatIsNotRightIsRefusedWithoutTellingWhatStandsThere() throws IOException {
        for (String content : List.of("", "ci = " + KEY, "ci = " + hash() + "\nothers = " + KEY)) {
            Path file = keys(content);
            FailureException refusal =
                    assertThrows(FailureException.class, () -> HttpAccess.of(Optional.of(file), "127.0.0.1", false));
            assertEquals(HttpAccess.KEYS, refusal.failure().field());
            assertFalse(refusal.getMessage().contains(KEY), refusal.getMessage());
        }
        FailureException missing = assertThrows(
                FailureException.class, () -> HttpAccess.of(Optional.of(folder.resolve("none")), "127.0.0.1", false));
        assertTrue(missing.getMessage().contains("none"), missing.getMessage());
    }

    @Test
    void whereOriginsAreJudgedAlreadyThoseThatPassedAreLetIn() {
        HttpAccess access = HttpAccess.of(Optional.empty(), "127.0.0.1", true);
        assertEquals(ANYBODY, access.judge(new Credentials("127.0.0.1:8080", "https://studio.example.org", null)));
    }

    @Test
    void aKeyThatAsksTooOftenWaitsAndNoOtherWithIt() throws IOException {
        HttpAccess access = HttpAccess.of(
                Optional.of(keys(
                        "ci = " + hash() + "\nci.rate = 2\nother.rate = 2\nother = " + Sha256.of(new byte[] {'o'}))),
                "127.0.0.1",
                false);
        assertEquals(CI, label(access, "Bearer " + KEY));
        assertEquals(CI, label(access, "Bearer " + KEY));
        Verdict.TooFast third =
                assertInstanceOf(Verdict.TooFast.class, access.judge(new Credentials("x", null, "Bearer " + KEY)));
        assertTrue(third.pause().toSeconds() <= 30, third.toString());
        assertEquals("other", label(access, "Bearer o"));
    }

    private static String label(HttpAccess access, String authorization) {
        Verdict verdict = access.judge(new Credentials("x", null, authorization));
        return assertInstanceOf(Verdict.Admitted.class, verdict)
                .key()
                .orElseThrow()
                .label();
    }

    private Path keys(String content) throws IOException {
        return Files.writeString(folder.resolve("keys.properties"), content);
    }

    private static String hash() {
        return Sha256.of(KEY.getBytes(StandardCharsets.UTF_8));
    }
}
