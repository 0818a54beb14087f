package dev.kinora.ingest.webhook;

import dev.kinora.contract.FailureException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs messages after Standard Webhooks 1.0 (standardwebhooks.com): HMAC-SHA256 over {@code id.timestamp.body}. With several
 * secrets each signs, so that receivers can change theirs when it suits them. Shows none of them.
 */
public final class WebhookSecrets {
    private static final String PREFIX = "whsec_";
    private static final int FEWEST_BYTES = 24;
    private static final int MOST_BYTES = 64;
    private static final String ALGORITHM = "HmacSHA256";

    private final List<SecretKeySpec> keys;

    private WebhookSecrets(List<SecretKeySpec> keys) {
        this.keys = List.copyOf(keys);
    }

    /**
     * Reads a file of secrets, one in a line: {@code whsec_} and 24 to 64 bytes in base64.
     *
     * @param setting that names the file
     * @throws FailureException BAD_INPUT on the setting, with the line's number; never what stands there
     */
    public static WebhookSecrets read(String setting, Path file) {
        List<SecretKeySpec> keys = new ArrayList<>();
        int number = 0;
        for (String line : lines(setting, file)) {
            number++;
            if (!line.isBlank()) {
                keys.add(key(setting, file + ", line " + number, line.strip()));
            }
        }
        if (keys.isEmpty()) {
            throw FailureException.badInput(setting, "no secret in " + file, "at least one");
        }
        return new WebhookSecrets(keys);
    }

    private static List<String> lines(String setting, Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException unreadable) {
            String found = file + " (" + unreadable.getClass().getSimpleName() + ")";
            throw FailureException.badInput(setting, found, "a readable file");
        }
    }

    private static SecretKeySpec key(String setting, String place, String line) {
        byte[] secret = new byte[0];
        try {
            secret = line.startsWith(PREFIX) ? Base64.getDecoder().decode(line.substring(PREFIX.length())) : secret;
        } catch (IllegalArgumentException notBase64) {
            // told below
        }
        if (secret.length < FEWEST_BYTES || secret.length > MOST_BYTES) {
            throw FailureException.badInput(
                    setting, "something else at " + place, PREFIX + " and 24 to 64 bytes in base64");
        }
        return new SecretKeySpec(secret, ALGORITHM);
    }

    /** The value of {@code webhook-signature}. */
    String sign(String message, Instant time, byte[] body) {
        return keys.stream()
                .map(key -> "v1," + signature(key, message, time, body))
                .collect(Collectors.joining(" "));
    }

    private static String signature(SecretKeySpec key, String message, Instant time, byte[] body) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            mac.update((message + "." + time.getEpochSecond() + ".").getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(mac.doFinal(body));
        } catch (GeneralSecurityException everyJavaHasIt) {
            throw new AssertionError(everyJavaHasIt);
        }
    }
}
