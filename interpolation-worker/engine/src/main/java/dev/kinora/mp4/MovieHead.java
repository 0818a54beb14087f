package dev.kinora.mp4;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.ListIterator;
import java.util.Map;
import org.jcodec.containers.mp4.Brand;
import org.jcodec.containers.mp4.TimeUtil;
import org.jcodec.containers.mp4.boxes.Box;
import org.jcodec.containers.mp4.boxes.Box.LeafBox;
import org.jcodec.containers.mp4.boxes.ChunkOffsets64Box;
import org.jcodec.containers.mp4.boxes.Header;
import org.jcodec.containers.mp4.boxes.MediaHeaderBox;
import org.jcodec.containers.mp4.boxes.MovieBox;
import org.jcodec.containers.mp4.boxes.MovieHeaderBox;
import org.jcodec.containers.mp4.boxes.NodeBox;
import org.jcodec.containers.mp4.boxes.TrackHeaderBox;

/**
 * What stands before the samples: {@code ftyp}, {@code moov} and the header of {@code mdat}.
 *
 * <p>JCodec's index carries the time of day and a few QuickTime boxes; here the times become 0, so that the same frames
 * make the same bytes, and the QuickTime boxes go.
 */
final class MovieHead {
    private static final int MEDIA_HEADER_BYTES = 16;
    /** Midnight of 1 January 1904, which the file counts as 0. */
    private static final long TIME_ZERO = TimeUtil.fromMovTime(0);

    /** "und" as three letters of five bits. */
    private static final int UNDETERMINED_LANGUAGE = 0x55c4;

    private static final float SILENT = 0;
    private static final int ENABLED_IN_MOVIE = 3;
    /** Version 0 and the flag that says that the samples are in this file. */
    private static final byte[] SELF_CONTAINED = {0, 0, 0, 1};

    private MovieHead() {}

    /**
     * Writes the head.
     *
     * @param movie index whose chunk offsets count from the start of a file of samples; changed
     * @param tags of the file, see {@link ClipTags}
     * @param firstSample where in that file the first sample begins
     * @param sampleBytes length of all samples
     */
    static ByteBuffer write(MovieBox movie, Map<String, String> tags, long firstSample, long sampleBytes) {
        clean(movie);
        if (!tags.isEmpty()) {
            movie.add(ClipTags.box(tags));
        }
        ByteBuffer fileType = bytes(Brand.MP4.getFileTypeBox());
        int length = fileType.remaining() + bytes(movie).remaining() + MEDIA_HEADER_BYTES;
        shift(movie, length - firstSample);
        return ByteBuffer.allocate(length)
                .put(fileType)
                .put(bytes(movie))
                .putInt(1)
                .put("mdat".getBytes(StandardCharsets.US_ASCII))
                .putLong(sampleBytes + MEDIA_HEADER_BYTES)
                .flip();
    }

    private static ByteBuffer bytes(Box box) {
        // JCodec's estimate falls short of what it writes for some boxes; it doubles it more than once itself.
        ByteBuffer bytes = ByteBuffer.allocate(4 * box.estimateSize() + 1024);
        box.write(bytes);
        return bytes.flip();
    }

    private static void shift(MovieBox movie, long distance) {
        for (ChunkOffsets64Box chunks : NodeBox.findDeep(movie, ChunkOffsets64Box.class, ChunkOffsets64Box.fourcc())) {
            chunks.setChunkOffsets(Arrays.stream(chunks.getChunkOffsets())
                    .map(offset -> offset + distance)
                    .toArray());
        }
    }

    private static void clean(NodeBox parent) {
        boolean isMediaInformation = parent.getFourcc().equals("minf");
        parent.getBoxes().removeIf(box -> box.getFourcc().equals("tapt"));
        parent.getBoxes().removeIf(box -> isMediaInformation && box.getFourcc().equals("hdlr"));
        ListIterator<Box> children = parent.getBoxes().listIterator();
        while (children.hasNext()) {
            Box child = children.next();
            children.set(cleaned(child));
            if (child instanceof NodeBox node) {
                clean(node);
            }
        }
    }

    private static Box cleaned(Box box) {
        if (box instanceof MovieHeaderBox header) {
            return timeless(header);
        }
        if (box instanceof TrackHeaderBox header) {
            return timeless(header);
        }
        if (box instanceof MediaHeaderBox header) {
            return MediaHeaderBox.createMediaHeaderBox(
                    header.getTimescale(), header.getDuration(), UNDETERMINED_LANGUAGE, TIME_ZERO, TIME_ZERO, 0);
        }
        return box.getFourcc().equals("alis") ? inThisFile() : box;
    }

    private static MovieHeaderBox timeless(MovieHeaderBox header) {
        return MovieHeaderBox.createMovieHeaderBox(
                header.getTimescale(),
                header.getDuration(),
                header.getRate(),
                header.getVolume(),
                TIME_ZERO,
                TIME_ZERO,
                header.getMatrix(),
                header.getNextTrackId());
    }

    private static TrackHeaderBox timeless(TrackHeaderBox header) {
        TrackHeaderBox timeless = TrackHeaderBox.createTrackHeaderBox(
                header.getTrackId(),
                header.getDuration(),
                header.getWidth(),
                header.getHeight(),
                TIME_ZERO,
                TIME_ZERO,
                SILENT,
                header.getLayer(),
                header.getAltGroup(),
                header.getMatrix());
        timeless.setFlags(ENABLED_IN_MOVIE);
        return timeless;
    }

    private static Box inThisFile() {
        return LeafBox.createLeafBox(Header.createHeader("url ", 0), ByteBuffer.wrap(SELF_CONTAINED));
    }
}
