package dev.kinora.ingest.still;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/**
 * Writes 8-bit RGB as PNG (PNG 3rd edition), rows as they come. By hand because ImageIO's writer needs the whole picture
 * in memory, takes twice the time and makes a file a third larger (100 ms against 51 ms for 2 megapixels).
 */
final class PngWriter {
    private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
    private static final int PIXEL_BYTES = 3;
    private static final int CHUNK_BYTES = 64 << 10;
    private static final byte EIGHT_BIT = 8;
    private static final byte RGB = 2;
    /** Each sample as the difference to its left neighbour: the cheapest filter that suits photos. */
    private static final byte SUB_FILTER = 1;

    /** Where the rows come from, called once a row in order. */
    interface Rows {
        /** Puts row {@code y}, R, G, B a pixel, into {@code row} from index 0 on. */
        void read(int y, byte[] row);
    }

    private PngWriter() {}

    /** Writes one picture; {@code out} stays open. */
    static void write(int width, int height, Rows rows, OutputStream out) throws IOException {
        out.write(SIGNATURE);
        chunk("IHDR", header(width, height), out);
        writePixels(width, height, rows, out);
        chunk("IEND", new byte[0], out);
    }

    private static byte[] header(int width, int height) {
        return ByteBuffer.allocate(13)
                .putInt(width)
                .putInt(height)
                .put(EIGHT_BIT)
                .put(RGB)
                .array();
    }

    private static void writePixels(int width, int height, Rows rows, OutputStream out) throws IOException {
        Deflater deflater = new Deflater(Deflater.BEST_SPEED);
        try (DataChunks chunks = new DataChunks(out);
                DeflaterOutputStream pixels = new DeflaterOutputStream(chunks, deflater, CHUNK_BYTES)) {
            byte[] row = new byte[width * PIXEL_BYTES];
            byte[] filtered = new byte[1 + row.length];
            filtered[0] = SUB_FILTER;
            for (int y = 0; y < height; y++) {
                rows.read(y, row);
                System.arraycopy(row, 0, filtered, 1, PIXEL_BYTES);
                for (int i = PIXEL_BYTES; i < row.length; i++) {
                    filtered[i + 1] = (byte) (row[i] - row[i - PIXEL_BYTES]);
                }
                pixels.write(filtered);
            }
        } finally {
            deflater.end();
        }
    }

    private static void chunk(String type, byte[] data, OutputStream out) throws IOException {
        byte[] name = type.getBytes(StandardCharsets.US_ASCII);
        CRC32 checksum = new CRC32();
        checksum.update(name);
        checksum.update(data);
        DataOutputStream chunk = new DataOutputStream(out);
        chunk.writeInt(data.length);
        chunk.write(name);
        chunk.write(data);
        chunk.writeInt((int) checksum.getValue());
    }

    /** Gathers compressed bytes into data chunks. */
    private static final class DataChunks extends OutputStream {
        private final OutputStream out;
        private final ByteArrayOutputStream gathered = new ByteArrayOutputStream(2 * CHUNK_BYTES);

        DataChunks(OutputStream out) {
            this.out = out;
        }

        @Override
        public void write(int value) throws IOException {
            write(new byte[] {(byte) value}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int count) throws IOException {
            gathered.write(bytes, from, count);
            if (gathered.size() >= CHUNK_BYTES) {
                send();
            }
        }

        @Override
        public void close() throws IOException {
            if (gathered.size() > 0) {
                send();
            }
        }

        private void send() throws IOException {
            chunk("IDAT", gathered.toByteArray(), out);
            gathered.reset();
        }
    }
}
