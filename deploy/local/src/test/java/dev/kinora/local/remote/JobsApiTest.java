package dev.kinora.local.remote;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kinora.contract.FailureException;
import dev.kinora.contract.FailureKind;
import dev.kinora.local.remote.LoopbackServer.Answer;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a server's answers become. */
class JobsApiTest {
    private static final String JOB = "{\"id\":\"a\",\"state\":\"running\",\"more\":1}";

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
    void aJobIsShownInTheServersOwnWords() {
        server.answers(Answer.of(200, JOB));
        JobsApi.Answer answer = server.jobs("secret").look("a");
        assertEquals("running", answer.job().state());
        assertEquals(JOB, answer.json().toString());
        assertEquals(List.of(new LoopbackServer.Asked("GET", "/v1/jobs/a", "Bearer secret", null)), server.asked());
    }

    @Test
    void aJobIsTriedAgain() {
        server.answers(Answer.of(202, JOB));
        assertEquals("a", server.jobs(null).retry("a").job().id());
        assertEquals("POST /v1/jobs/a/retry", asked(0));
    }

    @Test
    void wordsOfTheUserStayInTheirParameter() {
        server.answers(Answer.of(200, "{\"jobs\":[" + JOB + "]}")).answers(Answer.of(202, JOB));
        assertEquals(1, server.jobs(null).list(Map.of("label", "a=b&c")).size());
        server.jobs(null).cancel("a", "no & more");
        assertEquals("GET /v1/jobs?label=a%3Db%26c", asked(0));
        assertEquals("DELETE /v1/jobs/a?reason=no+%26+more", asked(1));
    }

    @Test
    void aRefusalNamesItsField() {
        server.answers(Answer.of(
                422,
                "{\"detail\":\"steps: found 0, expected 1\",\"field\":\"steps\",\"found\":\"0\",\"expected\":\"1\"}"));
        FailureException refused =
                assertThrows(FailureException.class, () -> server.jobs(null).look("a"));
        assertFalse(refused instanceof UnreachedException);
        assertEquals(FailureKind.BAD_INPUT, refused.failure().kind());
        assertEquals("steps", refused.failure().field());
        assertEquals("steps: found 0, expected 1", refused.getMessage());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "401;      ; {}                   ; found no key, expected a key in KINORA_API_KEY",
                "401; wrong; {}                   ; found a key that it does not know, expected a key in",
                "403; wrong; {\"detail\":\"other\"}; found HTTP 403, other, expected to be let in",
                "404;      ; <html>               ; found HTTP 404, expected the answer of a Kinora",
                "200;      ; <html>               ; found HTTP 200 without a JSON object, expected the answer of a Kinora",
                "200;      ; {\"id\":1}           ; found JSON that is no job, expected the answer of a Kinora",
                "301;      ; {}                   ; found JSON that is no job"
            })
    void whoIsNoKinoraOrLetsNobodyInIsSaid(int status, String key, String body, String expected) {
        server.answers(Answer.of(status, body));
        String message = unreached(key);
        assertTrue(message.startsWith("server " + server.address() + ": "), message);
        assertTrue(message.contains(expected), message);
        assertFalse(message.contains("wrong"), message);
    }

    @Test
    void aBusyServerIsAskedAgain() {
        server.answers(Answer.of(429, Map.of("Retry-After", "0"), "{\"detail\":\"too many\"}"))
                .answers(Answer.of(503, Map.of("Retry-After", "0"), "{}"))
                .answers(Answer.of(200, JOB));
        assertEquals("a", server.jobs(null).look("a").job().id());
        assertEquals(3, server.asked().size());
    }

    @Test
    void oneThatIsBusyForLongIsNotWaitedFor() {
        server.answers(Answer.of(429, Map.of("Retry-After", "3600"), "{\"detail\":\"too many\"}"));
        String message = unreached(null);
        assertTrue(message.endsWith("found HTTP 429, too many, expected to be served; again in 3600 s"), message);
    }

    @Test
    void nobodyThereIsSaidAtOnce() {
        server.close();
        String message = unreached(null);
        assertTrue(
                message.endsWith("nobody listening, expected a Kinora that runs; deploy/kinora up starts one"),
                message);
    }

    private String unreached(String key) {
        return assertThrows(UnreachedException.class, () -> server.jobs(key).look("a"))
                .getMessage();
    }

    private String asked(int number) {
        LoopbackServer.Asked asked = server.asked().get(number);
        return asked.method() + " " + asked.path();
    }
}
