package dev.kinora.mp4;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import org.jcodec.common.io.ByteBufferSeekableByteChannel;
import org.jcodec.common.io.SeekableByteChannel;
import org.jcodec.common.model.Packet;
import org.jcodec.common.model.Packet.FrameType;
import org.jcodec.containers.mp4.Brand;
import org.jcodec.containers.mp4.MP4TrackType;
import org.jcodec.containers.mp4.boxes.MovieBox;
import org.jcodec.containers.mp4.boxes.SampleEntry;
import org.jcodec.containers.mp4.muxer.MP4Muxer;
import org.jcodec.containers.mp4.muxer.MP4MuxerTrack;

/** The samples of a clip's one track, one after the other in a channel, and the index of them. */
final class SampleTrack {
    /** More than stands before the first sample. */
    private static final int ROOM = 1024;

    private final FrameRate frameRate;
    private final MP4Muxer muxer;
    private final MP4MuxerTrack track;
    private final long firstSample;
    private int samples;

    SampleTrack(SeekableByteChannel out, FrameRate frameRate) throws IOException {
        this.frameRate = frameRate;
        this.muxer = MP4Muxer.createMP4Muxer(out, Brand.MP4);
        this.track = muxer.addTrack(new MP4MuxerTrack(1, MP4TrackType.VIDEO));
        this.firstSample = out.position();
    }

    /** Where in the channel the first sample begins. */
    long firstSample() {
        return firstSample;
    }

    /** Appends a sample, shown after all that came before. */
    void add(ByteBuffer sample, boolean isKeyFrame) throws IOException {
        FrameType type = isKeyFrame ? FrameType.KEY : FrameType.INTER;
        long time = (long) samples * frameRate.denominator();
        track.addFrame(Packet.createPacket(
                sample, time, frameRate.numerator(), frameRate.denominator(), samples++, type, null));
    }

    /** The index, complete with the track's description. */
    MovieBox index(SampleEntry description) throws IOException {
        track.addSampleEntry(description);
        return muxer.finalizeHeader();
    }

    /** An index of so many samples; its length does not depend on theirs. */
    static MovieBox indexOf(int samples, int keyInterval, FrameRate frameRate, SampleEntry description) {
        try {
            SampleTrack track = new SampleTrack(
                    ByteBufferSeekableByteChannel.writeToByteBuffer(ByteBuffer.allocate(samples + ROOM)), frameRate);
            for (int sample = 0; sample < samples; sample++) {
                track.add(ByteBuffer.allocate(1), sample % keyInterval == 0);
            }
            return track.index(description);
        } catch (IOException inMemory) {
            throw new UncheckedIOException(inMemory);
        }
    }
}
