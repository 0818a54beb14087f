package dev.kinora.inference.weights;

import dev.kinora.contract.FailureException;
import dev.kinora.inference.Tensor;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.ShortBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Map;

/**
 * A safetensors file whose header has been checked: 8 bytes little-endian header length, that many bytes of JSON, then
 * the tensors' bytes, row-major and little-endian. Holds no open file.
 */
public final class Safetensors {
    /** As in the reference reader: a longer header is taken for damage. */
    private static final long LONGEST_HEADER = 100_000_000;

    private static final int PREFIX = Long.BYTES;
    /** How the text file begins that Git leaves in the place of a large one. */
    private static final String LFS_POINTER = "version ";

    private final Path file;
    private final String label;
    private final Header header;

    private Safetensors(Path file, String label, Header header) {
        this.file = file;
        this.label = label;
        this.header = header;
    }

    /**
     * Reads and checks the header; symbolic links are followed once, here.
     *
     * @throws FailureException {@code BAD_INPUT} naming the file and, where one is at fault, the tensor
     */
    public static Safetensors open(Path path) {
        return open(path, label(path));
    }

    /**
     * As {@link #open(Path)}.
     *
     * @param label what messages call the file
     */
    public static Safetensors open(Path path, String label) {
        try {
            Path file = path.toRealPath();
            try (FileChannel channel = FileChannel.open(file)) {
                long size = channel.size();
                long length = headerLength(label, channel, size);
                byte[] json = bytes(channel, PREFIX, (int) length).array();
                return new Safetensors(file, label, Header.parse(label, json, PREFIX + length, size));
            }
        } catch (NoSuchFileException e) {
            boolean isLink = Files.isSymbolicLink(path);
            String found = isLink ? "a link to a file that is not there" : "no such file";
            throw FailureException.badInput(label, found, "a safetensors file");
        } catch (IOException e) {
            throw FailureException.badInput(label, e.toString(), "a readable file");
        }
    }

    private static long headerLength(String label, FileChannel channel, long size) throws IOException {
        if (size < PREFIX) {
            throw FailureException.badInput(label, "a file of " + size + " bytes", "a safetensors file");
        }
        ByteBuffer prefix = bytes(channel, 0, PREFIX);
        if (StandardCharsets.US_ASCII.decode(prefix).toString().equals(LFS_POINTER)) {
            throw FailureException.badInput(label, "a pointer of Git LFS", "the file it stands for; run git lfs pull");
        }
        long length = prefix.getLong(0);
        if (isPickle(length)) {
            throw FailureException.badInput(
                    label,
                    "a pickle file",
                    "a safetensors file: a pickle may run any code when it is read; convert it where you trust it"
                            + " (safetensors.torch.save_file)");
        }
        long longest = Math.min(LONGEST_HEADER, size - PREFIX);
        if (length < 2 || length > longest) {
            throw FailureException.badInput(
                    label,
                    "a header of " + Long.toUnsignedString(length) + " bytes",
                    "2 to " + longest + " in a file of " + size);
        }
        return length;
    }

    /** PyTorch's files begin as a zip or, older ones, with pickle's protocol; no header is as long as either would be. */
    private static boolean isPickle(long firstBytes) {
        long protocol = firstBytes >>> 8 & 0xff;
        boolean isTooLong = firstBytes >>> Integer.SIZE != 0;
        return isTooLong
                && ((int) firstBytes == 0x04034b50 || (firstBytes & 0xff) == 0x80 && protocol >= 2 && protocol <= 5);
    }

    /** Every tensor by its key. */
    public Map<String, TensorEntry> entries() {
        return header.entries();
    }

    /** The header's {@code __metadata__}; empty if it has none. */
    public Map<String, String> metadata() {
        return header.metadata();
    }

    /** The file itself, symbolic links resolved. */
    public Path file() {
        return file;
    }

    /** Folder and file name, as messages call it. */
    public String label() {
        return label;
    }

    /**
     * One tensor as 32-bit floats.
     *
     * @throws FailureException {@code BAD_INPUT} if it is missing, no floating-point weight, or the file was cut since
     */
    public Tensor read(String key) {
        TensorEntry entry = entries().get(key);
        if (entry == null) {
            throw FailureException.badInput(label + ": " + key, "no such tensor", "a tensor of this name");
        }
        requireWeightType(entry);
        Tensor tensor = Tensor.allocate(entry.dimensions());
        try (FileChannel channel = FileChannel.open(file)) {
            decode(entry.type(), bytes(channel, entry.offset(), (int) entry.length()), tensor.data());
        } catch (IOException e) {
            throw FailureException.badInput(label + ": " + key, e.toString(), "a readable file");
        }
        return tensor;
    }

    /**
     * Feeds a digest the header and the first bytes of each tensor. That is little to read of gigabytes, and a tensor that was
     * trained on differs from its first value on.
     *
     * @throws FailureException {@code BAD_INPUT} if the file was cut or removed since
     */
    public void sample(MessageDigest digest, int bytesOfEach) {
        try (FileChannel channel = FileChannel.open(file)) {
            long data = entries().values().stream()
                    .mapToLong(TensorEntry::offset)
                    .min()
                    .orElse(channel.size());
            digest.update(bytes(channel, 0, Math.toIntExact(data)));
            for (TensorEntry entry : entries().values()) {
                digest.update(bytes(channel, entry.offset(), (int) Math.min(bytesOfEach, entry.length())));
            }
        } catch (IOException e) {
            throw FailureException.badInput(label, e.toString(), "a readable file");
        }
    }

    void requireWeightType(TensorEntry entry) {
        if (!entry.type().isWeight()) {
            throw FailureException.badInput(label + ": " + entry.key(), entry.type(), "F32, F16 or BF16");
        }
    }

    private static void decode(DataType type, ByteBuffer bytes, FloatBuffer target) {
        if (type == DataType.F32) {
            target.put(bytes.asFloatBuffer());
            return;
        }
        ShortBuffer halves = bytes.asShortBuffer();
        while (halves.hasRemaining()) {
            short bits = halves.get();
            target.put(type == DataType.F16 ? Half.toFloat(bits) : Float.intBitsToFloat(bits << 16));
        }
    }

    /** Exactly so many bytes from a place in the file, little-endian. */
    static ByteBuffer bytes(FileChannel channel, long position, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        readFully(channel, position, bytes);
        return bytes.flip();
    }

    static void readFully(FileChannel channel, long position, ByteBuffer target) throws IOException {
        long at = position;
        while (target.hasRemaining()) {
            int read = channel.read(target, at);
            if (read < 0) {
                throw new EOFException("the file ends at byte " + at);
            }
            at += read;
        }
    }

    /** Folder and file name, as messages call a file. */
    static String label(Path path) {
        Path absolute = path.toAbsolutePath().normalize();
        Path folder = absolute.getParent();
        Path name = absolute.getFileName();
        return folder == null || folder.getFileName() == null ? "" + name : folder.getFileName() + "/" + name;
    }
}
