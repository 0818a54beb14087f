package dev.kinora.mp4;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.DELETE_ON_CLOSE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import dev.kinora.contract.Failure;
import dev.kinora.contract.FailureException;
import dev.kinora.contract.FailureKind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jcodec.common.model.Packet;
import org.jcodec.common.model.Packet.FrameType;
import org.jcodec.containers.mp4.Brand;
import org.jcodec.containers.mp4.MP4TrackType;
import org.jcodec.containers.mp4.boxes.SampleEntry;
import org.jcodec.containers.mp4.muxer.MP4Muxer;
import org.jcodec.containers.mp4.muxer.MP4MuxerTrack;

/**
 * An MP4 file with one video track and its index first, so that playing can begin before the last byte has come.
 *
 * <p>The index is known last: samples gather in a file beside the target and are copied behind the index at the end, by
 * the operating system and not through our memory.
 */
final class Mp4File implements AutoCloseable {
    private final Path target;
    private final FrameRate frameRate;
    private final Map<String, String> tags;
    private final FileChannel gathered;
    private final MP4Muxer muxer;
    private final MP4MuxerTrack track;
    private final long firstSample;
    private int samples;

    Mp4File(Path target, FrameRate frameRate, Map<String, String> tags) {
        this.target = target;
        this.frameRate = frameRate;
        this.tags = Map.copyOf(tags);
        try {
            Files.deleteIfExists(target);
            Path beside = target.resolveSibling(target.getFileName() + ".samples");
            this.gathered = FileChannel.open(beside, CREATE, TRUNCATE_EXISTING, READ, WRITE, DELETE_ON_CLOSE);
            this.muxer = MP4Muxer.createMP4Muxer(new WholeWrites(gathered), Brand.MP4);
            this.track = muxer.addTrack(new MP4MuxerTrack(1, MP4TrackType.VIDEO));
            this.firstSample = gathered.position();
        } catch (IOException e) {
            throw diskFailure(e, 0);
        }
    }

    /** Appends a sample, shown after all that came before. */
    void add(ByteBuffer sample, boolean isKeyFrame) {
        FrameType type = isKeyFrame ? FrameType.KEY : FrameType.INTER;
        long time = (long) samples * frameRate.denominator();
        try {
            track.addFrame(Packet.createPacket(
                    sample, time, frameRate.numerator(), frameRate.denominator(), samples++, type, null));
        } catch (IOException e) {
            throw abandoned(e);
        }
    }

    /**
     * Writes the target.
     *
     * @param description of the track
     * @return length of the target in bytes
     */
    long finish(SampleEntry description) {
        track.addSampleEntry(description);
        try (FileChannel out = FileChannel.open(target, CREATE, TRUNCATE_EXISTING, WRITE)) {
            long sampleBytes = gathered.size() - firstSample;
            ByteBuffer head = MovieHead.write(muxer.finalizeHeader(), tags, firstSample, sampleBytes);
            new WholeWrites(out).write(head);
            copySamples(out);
            gathered.close();
            return out.size();
        } catch (IOException e) {
            throw abandoned(e);
        }
    }

    private void copySamples(FileChannel out) throws IOException {
        long from = firstSample;
        long end = gathered.size();
        while (from < end) {
            from += gathered.transferTo(from, end - from, out);
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
            throw diskFailure(e, 0);
        }
    }

    private FailureException abandoned(IOException cause) {
        FailureException failure = diskFailure(cause, sizeOf(gathered));
        close();
        return failure;
    }

    private static long sizeOf(FileChannel channel) {
        try {
            return channel.size();
        } catch (IOException unknown) {
            return 0;
        }
    }

    private FailureException diskFailure(IOException cause, long written) {
        String found = written + " bytes of frames, "
                + target.toAbsolutePath().getParent().toFile().getUsableSpace() + " bytes free";
        String message = "cannot write " + target + ": " + cause.getMessage() + " (" + found + ")";
        return new FailureException(
                new Failure(FailureKind.OUT_OF_RESOURCES, target.toString(), found, "room for the clip twice", message),
                cause);
    }
}
