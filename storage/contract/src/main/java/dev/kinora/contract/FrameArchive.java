package dev.kinora.contract;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.LocalDateTime;
import java.util.Objects;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/**
 * A zip of consecutive frames as PNG pictures, {@code frame-0000.png} and on. Entries are stored, since PNG is deflated
 * already, and carry a fixed time, so equal frames make equal bytes. One frame is in memory at a time.
 */
public final class FrameArchive {
    /** Media type of the archive. */
    public static final String CONTENT_TYPE = "application/zip";

    // A local time, and later than 1980-01-01 00:00: at that one the JDK adds a time that depends on the time zone.
    private static final LocalDateTime ENTRY_TIME = LocalDateTime.of(2000, 1, 1, 0, 0);

    private FrameArchive() {}

    /** Takes the frames of an archive as they are read. */
    @FunctionalInterface
    public interface Reader {
        /**
         * One frame.
         *
         * @param index of the frame in the clip
         * @param png the picture; need not be closed, must not be used after the return
         */
        void frame(int index, InputStream png) throws IOException;
    }

    /** Writes an archive; {@link #close()} completes it and closes the stream beneath. */
    public static final class Writer implements Closeable {
        private final ZipOutputStream zip;
        private int next;

        /**
         * Begins an archive.
         *
         * @param first index of the first frame that will be added
         */
        public Writer(OutputStream archive, int first) {
            zip = new ZipOutputStream(archive);
            zip.setMethod(ZipOutputStream.STORED);
            next = first;
        }

        /** Adds the next frame. */
        public void add(byte[] png) throws IOException {
            CRC32 checksum = new CRC32();
            checksum.update(png);
            ZipEntry entry = new ZipEntry(entryName(next++));
            entry.setTimeLocal(ENTRY_TIME);
            entry.setSize(png.length);
            entry.setCrc(checksum.getValue());
            zip.putNextEntry(entry);
            zip.write(png);
            zip.closeEntry();
        }

        @Override
        public void close() throws IOException {
            zip.close();
        }
    }

    /**
     * Reads frames {@code first} to {@code last}, both inclusive, in order.
     *
     * @throws FailureException {@link FailureKind#BUG} if the archive holds other frames than these
     */
    public static void read(InputStream archive, int first, int last, Reader reader) throws IOException {
        try (ZipInputStream zip = new ZipInputStream(archive)) {
            for (int index = first; index <= last; index++) {
                require(zip.getNextEntry(), entryName(index));
                reader.frame(index, zip);
            }
            require(zip.getNextEntry(), null);
        }
    }

    private static void require(ZipEntry found, String expected) {
        String name = found == null ? null : found.getName();
        if (!Objects.equals(name, expected)) {
            throw new FailureException(new Failure(
                    FailureKind.BUG,
                    "frames",
                    name == null ? "the end of the archive" : name,
                    expected == null ? "the end of the archive" : expected,
                    ""));
        }
    }

    private static String entryName(int index) {
        return "frame-%04d.png".formatted(index);
    }
}
