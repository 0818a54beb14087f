package dev.kinora.mp4;

import static java.nio.file.StandardOpenOption.READ;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ListIterator;
import java.util.Map;
import org.jcodec.common.io.FileChannelWrapper;
import org.jcodec.containers.mp4.MP4Util;
import org.jcodec.containers.mp4.MP4Util.Atom;
import org.jcodec.containers.mp4.boxes.Box;
import org.jcodec.containers.mp4.boxes.ChunkOffsets64Box;
import org.jcodec.containers.mp4.boxes.ChunkOffsetsBox;
import org.jcodec.containers.mp4.boxes.MovieBox;
import org.jcodec.containers.mp4.boxes.NodeBox;
import org.jcodec.containers.mp4.boxes.UdtaBox;

/** Somebody else's MP4 file as one of ours: its index first, without times, with tags. */
final class TaggedCopy {
    private TaggedCopy() {}

    /**
     * Copies a file that has one box of samples.
     *
     * @return length of the target in bytes
     */
    static long write(Path source, Path target, Map<String, String> tags) {
        try (FileChannel channel = FileChannel.open(source, READ)) {
            FileChannelWrapper file = new FileChannelWrapper(channel);
            Atom samples = samples(file);
            long first = samples.getOffset() + samples.getHeader().headerSize();
            long bytes = samples.getHeader().getBodySize();
            return Mp4File.write(target, index(file), tags, channel, first, bytes);
        } catch (IOException e) {
            throw FullDisk.failure(target, 0, "room for the clip twice", e);
        }
    }

    /** How long the copy would be. */
    static long length(Path source, Map<String, String> tags) {
        try (FileChannel channel = FileChannel.open(source, READ)) {
            FileChannelWrapper file = new FileChannelWrapper(channel);
            long bytes = samples(file).getHeader().getBodySize();
            return MovieHead.write(index(file), tags, 0, bytes).remaining() + bytes;
        } catch (IOException e) {
            throw FullDisk.failure(source, 0, "a file that can be read", e);
        }
    }

    private static Atom samples(FileChannelWrapper file) throws IOException {
        file.setPosition(0);
        return MP4Util.getRootAtoms(file).stream()
                .filter(atom -> atom.getHeader().getFourcc().equals("mdat"))
                .findFirst()
                .orElseThrow(() -> new IOException("no samples"));
    }

    private static MovieBox index(FileChannelWrapper file) throws IOException {
        file.setPosition(0);
        MovieBox movie = MP4Util.parseMovieChannel(file);
        movie.getBoxes().removeIf(box -> box.getFourcc().equals(UdtaBox.fourcc()));
        widen(movie);
        return movie;
    }

    /** Offsets of 64 bits, as our own files have them. */
    private static void widen(NodeBox parent) {
        ListIterator<Box> children = parent.getBoxes().listIterator();
        while (children.hasNext()) {
            Box child = children.next();
            if (child instanceof ChunkOffsetsBox narrow) {
                children.set(ChunkOffsets64Box.createChunkOffsets64Box(narrow.getChunkOffsets()));
            } else if (child instanceof NodeBox node) {
                widen(node);
            }
        }
    }
}
