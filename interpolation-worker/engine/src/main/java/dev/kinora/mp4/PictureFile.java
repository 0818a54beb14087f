package dev.kinora.mp4;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.DELETE_ON_CLOSE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import dev.kinora.contract.FailureException;
import dev.kinora.engine.image.RgbImage;
import dev.kinora.mp4.h264.StreamFormat;
import dev.kinora.mp4.h264.Yuv420;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/** Pictures of a clip that are needed more than once: a file beside the clip, which goes when this is closed. */
final class PictureFile implements AutoCloseable {
    private final Path target;
    private final ClipFormat format;
    private final StreamFormat stream;
    private final Bt709Conversion conversion;
    private final FileChannel channel;
    private int pictures;

    /** For frames of the format, which are kept as the stream codes them. */
    PictureFile(Path target, ClipFormat format, StreamFormat stream) {
        this.target = target;
        this.format = format;
        this.stream = stream;
        this.conversion = new Bt709Conversion(stream);
        Path beside = target.resolveSibling(target.getFileName() + ".pictures");
        try {
            channel = FileChannel.open(beside, CREATE, TRUNCATE_EXISTING, READ, WRITE, DELETE_ON_CLOSE);
        } catch (IOException e) {
            throw failure(e, 0);
        }
    }

    /** How many there are. */
    int pictures() {
        return pictures;
    }

    /** Converts a frame and appends it. */
    void add(RgbImage frame) {
        format.require(frame, pictures);
        try {
            for (byte[] plane : planes(conversion.toYuv(frame))) {
                ByteBuffer bytes = ByteBuffer.wrap(plane);
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
            }
            pictures++;
        } catch (IOException e) {
            FailureException failure = failure(e, FullDisk.sizeOf(channel));
            close();
            throw failure;
        }
    }

    /** A picture by its place, counted from 0. */
    Yuv420 read(int index) {
        Yuv420 picture = Yuv420.blank(stream.codedWidth(), stream.codedHeight());
        long from = index * (picture.luma().length * 3L / 2);
        try {
            for (byte[] plane : planes(picture)) {
                ByteBuffer bytes = ByteBuffer.wrap(plane);
                while (bytes.hasRemaining()) {
                    int read = channel.read(bytes, from);
                    if (read < 0) {
                        throw new EOFException("picture " + index + " of " + pictures + " is cut off");
                    }
                    from += read;
                }
            }
            return picture;
        } catch (IOException e) {
            throw failure(e, FullDisk.sizeOf(channel));
        }
    }

    private static byte[][] planes(Yuv420 picture) {
        return new byte[][] {picture.luma(), picture.cb(), picture.cr()};
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw failure(e, 0);
        }
    }

    private FailureException failure(IOException cause, long written) {
        return FullDisk.failure(target, written, "room for all pictures as they are", cause);
    }
}
