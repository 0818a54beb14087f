package dev.kinora.objects;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import okhttp3.Headers;

/** SHA-256 as lower-case hexadecimal. */
final class Sha256 {
    private static final String HEADER = "x-amz-meta-" + ObjectStore.SHA256;

    private Sha256() {}

    static String of(byte[] body) {
        return hex(digest().digest(body));
    }

    static String of(Path file) {
        MessageDigest digest = digest();
        try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
            in.transferTo(java.io.OutputStream.nullOutputStream());
        } catch (IOException e) {
            throw StoreFailures.local(file, e);
        }
        return hex(digest.digest());
    }

    /** What an object's metadata says; empty if it says nothing. Header names have no case, and servers change it. */
    static String in(Headers headers) {
        String value = headers.get(HEADER);
        return value == null ? "" : value;
    }

    static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }

    static String hex(byte[] digest) {
        return HexFormat.of().formatHex(digest);
    }
}
