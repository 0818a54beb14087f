package dev.kinora.ingest.webhook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.kinora.contract.FailureException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookSecretsTest {
    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private static final String OTHER = "whsec_" + "QUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFB";

    @TempDir
    private Path folder;

    /**
     * Printed by {@code python3 -c 'import hmac, hashlib, base64; print(base64.b64encode(hmac.new(base64.b64decode(
     * "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"), b"msg_p5jXN8AQM9LWM0D4loKWxJek.1614265330.{\"test\": 2432232314}",
     * hashlib.sha256).digest()))'}; the example that libraries of Standard Webhooks are tested with.
     */
    @Test
    void signsAsTheStandardDoes() throws IOException {
        assertEquals("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=", signature(SECRET + "\n"));
    }

    @Test
    void everySecretSigns() throws IOException {
        assertEquals(signature(SECRET) + " " + signature(OTHER), signature(SECRET + "\n\n" + OTHER + "\n"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\n",
                "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
                "whsec_",
                "whsec_c2hvcnQ=",
                "whsec_%%%",
                SECRET + "\nx"
            })
    void whatIsNoSecretIsRefusedAndNotShown(String text) {
        FailureException refusal = assertThrows(FailureException.class, () -> read(text));
        assertEquals("a.setting", refusal.failure().field());
        assertFalse(refusal.getMessage().contains("MfKQ9r8GKYqr"), refusal.getMessage());
    }

    @Test
    void aFileThatIsNotThereIsNamed() {
        Path missing = folder.resolve("missing");
        FailureException refusal =
                assertThrows(FailureException.class, () -> WebhookSecrets.read("a.setting", missing));
        assertEquals(missing + " (NoSuchFileException)", refusal.failure().found());
    }

    private String signature(String secrets) throws IOException {
        byte[] body = "{\"test\": 2432232314}".getBytes(StandardCharsets.UTF_8);
        return read(secrets).sign("msg_p5jXN8AQM9LWM0D4loKWxJek", Instant.ofEpochSecond(1614265330), body);
    }

    private WebhookSecrets read(String text) throws IOException {
        return WebhookSecrets.read("a.setting", Files.writeString(folder.resolve("secrets"), text));
    }
}
