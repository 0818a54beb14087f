package dev.kinora.objects;

import dev.kinora.contract.Failure;
import dev.kinora.contract.FailureException;
import dev.kinora.contract.FailureKind;
import dev.kinora.contract.ObjectRef;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import okhttp3.Headers;

/** SHA-256 as lower-case hexadecimal. */
public final class Sha256 {
    /** Where an object carries it. */
    static final String METADATA = "sha256";

    private static final String HEADER = "x-amz-meta-" + METADATA;

    private Sha256() {}

    /** Of bytes in memory. */
    public static String of(byte[] body) {
        return hex(digest().digest(body));
    }

    /**
     * Of a file, streamed.
     *
     * @throws FailureException OUT_OF_RESOURCES if it cannot be read
     */
    public static String of(Path file) {
        MessageDigest digest = digest();
        try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
            in.transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            throw StoreFailures.local(file, e);
        }
        return hex(digest.digest());
    }

    /** What the file will be as an object. */
    static ObjectRef describe(String key, Path file) {
        try {
            return new ObjectRef(key, Files.size(file), of(file));
        } catch (IOException e) {
            throw StoreFailures.local(file, e);
        }
    }

    /** What a stream is as an object; read to its end. */
    static ObjectRef describe(String key, InputStream body) throws IOException {
        MessageDigest digest = digest();
        long bytes = new DigestInputStream(body, digest).transferTo(OutputStream.nullOutputStream());
        return new ObjectRef(key, bytes, hex(digest.digest()));
    }

    /** What an object's metadata says; empty if it says nothing. Header names have no case, and servers change it. */
    static String in(Headers headers) {
        String value = headers.get(HEADER);
        return value == null ? "" : value;
    }

    /** Refuses an object whose bytes are not those of every promise; an empty promise says nothing. */
    static void require(String key, String found, String... promises) {
        for (String expected : promises) {
            if (!expected.isEmpty() && !expected.equals(found)) {
                throw new FailureException(new Failure(
                        FailureKind.BUG,
                        key,
                        "SHA-256 " + found,
                        "SHA-256 " + expected,
                        "object " + key + " is damaged or another: SHA-256 is " + found + ", expected " + expected));
            }
        }
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
