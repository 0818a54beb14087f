package dev.kinora.check;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/** One run of a program of the ffmpeg family: what it writes, and what it complains of. */
final class DecoderRun {
    private final Process process;
    private final CompletableFuture<String> complaints;

    /**
     * Starts it.
     *
     * @param command its words; {@code FILE} stands for the file
     * @throws UsageFailure if it is not installed
     */
    DecoderRun(String command, Path file) {
        List<String> words = Stream.of(command.split(" "))
                .map(word -> word.equals("FILE") ? file.toString() : word)
                .toList();
        try {
            process = new ProcessBuilder(words).start();
            process.getOutputStream().close();
        } catch (IOException missing) {
            throw new UsageFailure(words.get(0)
                    + " is needed and does not start; on Debian or Ubuntu: apt-get install ffmpeg,"
                    + " elsewhere: https://ffmpeg.org/download.html");
        }
        complaints = CompletableFuture.supplyAsync(() -> text(process.getErrorStream()));
    }

    /** The next so many bytes; null at the end. @throws CheckFailure if it ends in between */
    byte[] read(int length) {
        try {
            byte[] bytes = process.getInputStream().readNBytes(length);
            if (bytes.length > 0 && bytes.length < length) {
                throw new CheckFailure("the decoder stopped within a frame (" + complaints() + ")");
            }
            return bytes.length == 0 ? null : bytes;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All that it writes. */
    String text() {
        return text(process.getInputStream());
    }

    /** All that it complains of, on one line, once it has ended; empty if nothing. */
    String complaints() {
        String lines = complaints.join();
        try {
            int status = process.waitFor();
            return status == 0 || !lines.isEmpty() ? lines : "exit status " + status;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while decoding", e);
        }
    }

    private static String text(InputStream in) {
        try {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).strip().replaceAll("\\s*\n\\s*", "; ");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
