package dev.kinora.mp4;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import org.jcodec.common.io.FileChannelWrapper;

/** A channel that writes all or throws: JCodec ignores short writes, the first sign of a full disk. */
final class WholeWrites extends FileChannelWrapper {

    WholeWrites(FileChannel channel) throws IOException {
        super(channel);
    }

    @Override
    public int write(ByteBuffer bytes) throws IOException {
        int length = bytes.remaining();
        while (bytes.hasRemaining()) {
            super.write(bytes);
        }
        return length;
    }
}
