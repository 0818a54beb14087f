package dev.kinora.local.remote;

import dev.kinora.contract.Failure;
import dev.kinora.contract.FailureException;
import dev.kinora.contract.FailureKind;
import dev.kinora.local.host.Termination;
import dev.kinora.objects.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/**
 * One file out of the store. It is whole or not there: what has come so far lies beside it, hidden, and is gone on with where
 * the connection broke, by this run or the next. Whoever stops the program leaves nothing.
 */
final class Download {
    private static final int MOST_BREAKS = 5;
    private static final long PAUSE_NANOS = 500_000_000;
    private static final int BUFFER_BYTES = 64 << 10;

    private final HttpClient http;
    private final Supplier<URI> location;
    private final Path target;
    private final Path part;

    /** @param location asked for before each try, because addresses expire */
    Download(HttpClient http, Supplier<URI> location, Path target) {
        this.http = http;
        this.location = location;
        this.target = target;
        this.part = target.toAbsolutePath().resolveSibling("." + target.getFileName() + ".part");
    }

    /**
     * Fetches an object whose bytes are known, going on with what an earlier run has left.
     *
     * @param sha256 of all of it
     */
    void fetch(String sha256) {
        boolean goesOn = Files.exists(part);
        Termination stopped = new Termination(this::discard);
        fill();
        if (!matches(sha256) && goesOn) {
            discard(); // what was left was of something else
            fill();
        }
        require(sha256);
        complete();
        stopped.close();
    }

    /** Fetches an object of which nothing is known, from its beginning. */
    void fetch() {
        discard();
        Termination stopped = new Termination(this::discard);
        fill();
        complete();
        stopped.close();
    }

    private void fill() {
        for (int breaks = 0; ; breaks++) {
            URI address = location.get();
            try {
                if (append(address)) {
                    return;
                }
            } catch (IOException broken) {
                if (breaks == MOST_BREAKS) {
                    throw away(address, broken);
                }
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }
    }

    /** Whether all of it is there now. */
    private boolean append(URI address) throws IOException {
        long have = size();
        HttpRequest.Builder request = HttpRequest.newBuilder(address);
        if (have > 0) {
            request.header("Range", "bytes=" + have + "-");
        }
        HttpResponse<InputStream> answer = send(request.build());
        try (InputStream body = answer.body()) {
            switch (answer.statusCode()) {
                case 200 -> write(body, StandardOpenOption.TRUNCATE_EXISTING);
                case 206 -> write(body, StandardOpenOption.APPEND);
                case 416 -> {
                    return true; // nothing follows what is there; its checksum tells whether that is right
                }
                default -> throw new IOException("HTTP " + answer.statusCode());
            }
        }
        return true;
    }

    private HttpResponse<InputStream> send(HttpRequest request) throws IOException {
        try {
            return http.send(request, BodyHandlers.ofInputStream());
        } catch (InterruptedException leaving) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", leaving);
        }
    }

    /** A failing read is the connection's, a failing write this disk's. */
    private void write(InputStream body, StandardOpenOption how) throws IOException {
        byte[] buffer = new byte[BUFFER_BYTES];
        try (OutputStream out = open(how)) {
            for (int count = body.read(buffer); count >= 0; count = body.read(buffer)) {
                write(out, buffer, count);
            }
        }
    }

    private OutputStream open(StandardOpenOption how) {
        try {
            return Files.newOutputStream(part, StandardOpenOption.CREATE, StandardOpenOption.WRITE, how);
        } catch (IOException e) {
            throw unwritable(e);
        }
    }

    private void write(OutputStream out, byte[] buffer, int count) {
        try {
            out.write(buffer, 0, count);
        } catch (IOException e) {
            throw unwritable(e);
        }
    }

    private long size() {
        try {
            return Files.exists(part) ? Files.size(part) : 0;
        } catch (IOException e) {
            throw unwritable(e);
        }
    }

    private boolean matches(String sha256) {
        return Sha256.of(part).equals(sha256);
    }

    private void require(String sha256) {
        if (!matches(sha256)) {
            String found = Sha256.of(part);
            discard();
            String message = target + " came damaged: SHA-256 is " + found + ", expected " + sha256;
            throw new FailureException(
                    new Failure(FailureKind.BUG, target.toString(), "SHA-256 " + found, "SHA-256 " + sha256, message));
        }
    }

    private void complete() {
        try {
            Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw unwritable(e);
        }
    }

    private void discard() {
        try {
            Files.deleteIfExists(part);
        } catch (IOException e) {
            throw unwritable(e);
        }
    }

    private FailureException unwritable(IOException cause) {
        return new FailureException(
                new Failure(FailureKind.OUT_OF_RESOURCES, "", "", "", "cannot write " + target + ": " + cause), cause);
    }

    private FailureException away(URI address, IOException broken) {
        String message =
                "the connection to the store at %s broke (%s); what has come of %s is kept, the same again goes on"
                        .formatted(address.getAuthority(), broken.getMessage(), target);
        return new FailureException(new Failure(FailureKind.DEPENDENCY_DOWN, "", "", "", message), broken);
    }
}
