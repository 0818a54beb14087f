package dev.kinora.mp4;

import dev.kinora.contract.Failure;
import dev.kinora.contract.FailureException;
import dev.kinora.contract.FailureKind;
import dev.kinora.mp4.h264.StreamFormat;
import dev.kinora.mp4.h264.Yuv420;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A process that takes pictures on its stdin. What it says goes to a file, so that neither waits for the other; closing kills
 * it.
 */
final class FfmpegRun implements AutoCloseable {
    private static final int LONGEST_QUOTE = 500;
    private static final String FULL_DISK = "No space left on device";

    private final StreamFormat format;
    private final Path log;
    private final Process process;
    private final OutputStream pixels;

    FfmpegRun(List<String> command, Path log, StreamFormat format) {
        this.format = format;
        this.log = log;
        try {
            process = new ProcessBuilder(command)
                    .redirectOutput(Redirect.DISCARD)
                    .redirectError(log.toFile())
                    .start();
        } catch (IOException e) {
            log.toFile().delete();
            throw failure(e);
        }
        pixels = new BufferedOutputStream(process.getOutputStream(), 1 << 16);
    }

    /** Hands over what is shown of a picture. */
    void add(Yuv420 picture) {
        try {
            write(picture.luma(), picture.width(), format.width(), format.height());
            write(picture.cb(), picture.width() / 2, format.width() / 2, format.height() / 2);
            write(picture.cr(), picture.width() / 2, format.width() / 2, format.height() / 2);
        } catch (IOException e) {
            process.destroyForcibly();
            throw failure(e);
        }
    }

    private void write(byte[] plane, int stride, int width, int height) throws IOException {
        for (int y = 0; y < height; y++) {
            pixels.write(plane, y * stride, width);
        }
    }

    /** Waits until the last picture is encoded. */
    void finish() {
        try {
            pixels.close();
            if (process.waitFor() != 0) {
                throw failure(null);
            }
        } catch (IOException e) {
            throw failure(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while encoding", e);
        }
    }

    private FailureException failure(IOException cause) {
        String said = lastWords();
        FailureKind kind = said.contains(FULL_DISK) ? FailureKind.OUT_OF_RESOURCES : FailureKind.BUG;
        String message = "ffmpeg failed: " + (said.isEmpty() ? String.valueOf(cause) : said);
        return new FailureException(new Failure(kind, "encoding.encoder", "ffmpeg", "", message), cause);
    }

    private String lastWords() {
        try {
            if (process != null) {
                process.waitFor();
            }
            String said = Files.exists(log) ? Files.readString(log).strip().replaceAll("\\s*\\R\\s*", "; ") : "";
            return said.substring(Math.max(0, said.length() - LONGEST_QUOTE));
        } catch (IOException unreadable) {
            return "";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "";
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
        try {
            process.onExit().join();
            Files.deleteIfExists(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
