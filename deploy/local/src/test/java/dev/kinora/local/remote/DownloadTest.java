package dev.kinora.local.remote;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.kinora.contract.FailureException;
import dev.kinora.contract.FailureKind;
import dev.kinora.local.remote.LoopbackServer.Answer;
import dev.kinora.objects.Sha256;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file is whole or not there, and what has come is not asked for twice. */
class DownloadTest {
    private static final String WHOLE = "the whole clip";
    private static final String SHA256 = Sha256.of(WHOLE.getBytes(StandardCharsets.UTF_8));

    @TempDir
    private Path folder;

    private LoopbackServer server;

    @BeforeEach
    void start() throws IOException {
        server = new LoopbackServer();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void aBrokenConnectionIsGoneOnWith() throws IOException {
        server.answers(new Answer(200, Map.of(), WHOLE.substring(0, 4).getBytes(StandardCharsets.UTF_8), 14))
                .answers(Answer.of(206, WHOLE.substring(4)));
        download().fetch(SHA256);
        assertWhole();
        assertEquals("bytes=4-", server.asked().get(1).range());
    }

    @Test
    void whatAnEarlierRunHasLeftIsGoneOnWith() throws IOException {
        Files.writeString(part(), WHOLE.substring(0, 9));
        server.answers(Answer.of(206, WHOLE.substring(9)));
        download().fetch(SHA256);
        assertWhole();
        assertEquals("bytes=9-", server.asked().get(0).range());
    }

    @Test
    void whatWasLeftOfSomethingElseIsThrownAway() throws IOException {
        Files.writeString(part(), "something else");
        server.answers(Answer.of(416, "")).answers(Answer.of(200, WHOLE));
        download().fetch(SHA256);
        assertWhole();
    }

    @Test
    void aServerThatKnowsNoRangesSendsAllOfIt() throws IOException {
        Files.writeString(part(), "the");
        server.answers(Answer.of(200, WHOLE));
        download().fetch(SHA256);
        assertWhole();
    }

    @Test
    void damagedBytesAreNoFile() throws IOException {
        server.answers(Answer.of(200, "the whole clop"));
        FailureException damaged =
                assertThrows(FailureException.class, () -> download().fetch(SHA256));
        assertEquals(FailureKind.BUG, damaged.failure().kind());
        assertEquals(List.of(), files());
    }

    @Test
    void ofWhatIsUnknownNothingOldIsKept() throws IOException {
        Files.writeString(part(), "something else");
        server.answers(Answer.of(200, WHOLE));
        download().fetch();
        assertWhole();
    }

    private void assertWhole() throws IOException {
        assertEquals(WHOLE, Files.readString(folder.resolve("clip.mp4")));
        assertEquals(List.of("clip.mp4"), files());
    }

    private Download download() {
        URI address = URI.create(server.address() + "/clip");
        return new Download(HttpClient.newHttpClient(), () -> address, folder.resolve("clip.mp4"));
    }

    private Path part() {
        return folder.resolve(".clip.mp4.part");
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}
