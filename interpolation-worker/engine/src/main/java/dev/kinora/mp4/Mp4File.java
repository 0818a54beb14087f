package dev.kinora.mp4;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.DELETE_ON_CLOSE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import dev.kinora.contract.FailureException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jcodec.containers.mp4.boxes.MovieBox;
import org.jcodec.containers.mp4.boxes.SampleEntry;

/**
 * An MP4 file with one video track and its index first, so that playing can begin before the last byte has come.
 *
 * <p>The index is known last: samples gather in a file beside the target and are copied behind the index at the end, by
 * the operating system and not through our memory.
 */
final class Mp4File implements AutoCloseable {
    private final Path target;
    private final FileChannel gathered;
    private final SampleTrack track;

    Mp4File(Path target, FrameRate frameRate) {
        this.target = target;
        try {
            Files.deleteIfExists(target);
            Path beside = target.resolveSibling(target.getFileName() + ".samples");
            this.gathered = FileChannel.open(beside, CREATE, TRUNCATE_EXISTING, READ, WRITE, DELETE_ON_CLOSE);
            this.track = new SampleTrack(new WholeWrites(gathered), frameRate);
        } catch (IOException e) {
            throw failure(e, 0);
        }
    }

    /** Appends a sample, shown after all that came before. */
    void add(ByteBuffer sample, boolean isKeyFrame) {
        try {
            track.add(sample, isKeyFrame);
        } catch (IOException e) {
            throw abandoned(e);
        }
    }

    /**
     * Writes the target.
     *
     * @param description of the track
     * @param tags of the file, see {@link ClipTags}
     * @return length of the target in bytes
     */
    long finish(SampleEntry description, Map<String, String> tags) {
        try {
            MovieBox index = track.index(description);
            long sampleBytes = gathered.size() - track.firstSample();
            long bytes = write(target, index, tags, gathered, track.firstSample(), sampleBytes);
            gathered.close();
            return bytes;
        } catch (IOException e) {
            throw abandoned(e);
        }
    }

    /**
     * Writes a file of an index and its samples.
     *
     * @param index changed on the way
     * @param samples file that the index was made for
     * @param firstSample where in it they begin
     * @return length of the target in bytes
     */
    static long write(
            Path target,
            MovieBox index,
            Map<String, String> tags,
            FileChannel samples,
            long firstSample,
            long sampleBytes)
            throws IOException {
        try (FileChannel out = FileChannel.open(target, CREATE, TRUNCATE_EXISTING, WRITE)) {
            new WholeWrites(out).write(MovieHead.write(index, tags, firstSample, sampleBytes));
            long from = firstSample;
            long end = firstSample + sampleBytes;
            while (from < end) {
                from += samples.transferTo(from, end - from, out);
            }
            return out.size();
        }
    }

    /** Removes everything unless finished. */
    @Override
    public void close() {
        try {
            if (gathered.isOpen()) {
                gathered.close();
                Files.deleteIfExists(target);
            }
        } catch (IOException e) {
            throw failure(e, 0);
        }
    }

    private FailureException abandoned(IOException cause) {
        FailureException failure = failure(cause, FullDisk.sizeOf(gathered));
        close();
        return failure;
    }

    private FailureException failure(IOException cause, long written) {
        return FullDisk.failure(target, written, "room for the clip twice", cause);
    }
}
