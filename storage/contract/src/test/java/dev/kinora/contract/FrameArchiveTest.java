package dev.kinora.contract;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Map;
import java.util.TimeZone;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;

class FrameArchiveTest {
    private static final byte[] ONE = {1, 2, 3};
    private static final byte[] TWO = {4, 5, 6, 7};

    @Test
    void framesComeBackInOrder() throws IOException {
        Map<Integer, byte[]> frames = new TreeMap<>();
        FrameArchive.read(
                new ByteArrayInputStream(archive(8)), 8, 9, (index, png) -> frames.put(index, png.readAllBytes()));
        assertEquals(2, frames.size());
        assertArrayEquals(ONE, frames.get(8));
        assertArrayEquals(TWO, frames.get(9));
    }

    @Test
    void anUnreadFrameIsSkipped() throws IOException {
        int[] seen = {0};
        FrameArchive.read(new ByteArrayInputStream(archive(0)), 0, 1, (index, png) -> seen[0]++);
        assertEquals(2, seen[0]);
    }

    @Test
    void entriesAreStoredUnderTheirNames() throws IOException {
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(archive(12)))) {
            ZipEntry entry = zip.getNextEntry();
            assertEquals("frame-0012.png", entry.getName());
            assertEquals(ZipEntry.STORED, entry.getMethod());
        }
    }

    @Test
    void bytesDependOnTheFramesOnly() throws IOException {
        byte[] here = archive(0);
        TimeZone zone = TimeZone.getDefault();
        TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Auckland"));
        try {
            assertArrayEquals(here, archive(0));
        } finally {
            TimeZone.setDefault(zone);
        }
    }

    @Test
    void aMissingFrameIsNamed() {
        Failure failure = refusal(0, 2);
        assertEquals(FailureKind.BUG, failure.kind());
        assertEquals("frames: found the end of the archive, expected frame-0002.png", failure.message());
    }

    @Test
    void aFrameTooManyIsNamed() {
        assertEquals(
                "frames: found frame-0001.png, expected the end of the archive",
                refusal(0, 0).message());
    }

    @Test
    void anotherChunkIsRefused() {
        assertEquals(
                "frames: found frame-0000.png, expected frame-0004.png",
                refusal(4, 5).message());
    }

    private static Failure refusal(int first, int last) {
        return assertThrows(
                        FailureException.class,
                        () -> FrameArchive.read(new ByteArrayInputStream(archive(0)), first, last, (index, png) -> {}))
                .failure();
    }

    private static byte[] archive(int first) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (FrameArchive.Writer writer = new FrameArchive.Writer(bytes, first)) {
            writer.add(ONE);
            writer.add(TWO);
        }
        return bytes.toByteArray();
    }
}
