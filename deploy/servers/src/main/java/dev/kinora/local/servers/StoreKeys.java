package dev.kinora.local.servers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Map;

/**
 * The store's credentials: random, made once per data folder, readable by its owner only.
 *
 * @param accessKey public half
 * @param secretKey secret half
 */
record StoreKeys(String accessKey, String secretKey) {
    private static final String FILE = "store-keys.properties";
    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

    static StoreKeys of(Path data) throws IOException {
        Path file = data.resolve(FILE);
        if (Files.exists(file)) {
            Map<String, String> saved = SettingsFile.read(file);
            return new StoreKeys(saved.get("accessKey"), saved.get("secretKey"));
        }
        StoreKeys keys = new StoreKeys(random(20), random(40));
        SettingsFile.write(file, Map.of("accessKey", keys.accessKey, "secretKey", keys.secretKey));
        return keys;
    }

    private static String random(int length) {
        return new SecureRandom()
                .ints(length, 0, ALPHABET.length())
                .collect(StringBuilder::new, (text, i) -> text.append(ALPHABET.charAt(i)), StringBuilder::append)
                .toString();
    }
}
