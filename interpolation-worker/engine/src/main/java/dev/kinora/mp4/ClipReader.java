package dev.kinora.mp4;

import static java.nio.file.StandardOpenOption.READ;

import dev.kinora.contract.Failure;
import dev.kinora.contract.FailureException;
import dev.kinora.engine.image.RgbImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jcodec.codecs.h264.H264Decoder;
import org.jcodec.codecs.h264.H264Utils;
import org.jcodec.codecs.h264.io.model.NALUnit;
import org.jcodec.codecs.h264.io.model.NALUnitType;
import org.jcodec.codecs.h264.io.model.SeqParameterSet;
import org.jcodec.common.Codec;
import org.jcodec.common.DemuxerTrackMeta;
import org.jcodec.common.SeekableDemuxerTrack;
import org.jcodec.common.io.FileChannelWrapper;
import org.jcodec.common.model.ColorSpace;
import org.jcodec.common.model.Packet;
import org.jcodec.common.model.Picture;
import org.jcodec.common.model.Size;
import org.jcodec.containers.mp4.demuxer.MP4Demuxer;

/**
 * Reads the frames of anybody's MP4 clip, as long as it is upright, progressive H.264 in 8-bit 4:2:0; sound and further
 * tracks are passed over. Frames come in the order they are shown, one at a time; those that were coded early wait.
 */
public final class ClipReader implements AutoCloseable {
    private static final String EXPECTED =
            "an MP4 file of upright progressive H.264, 8-bit 4:2:0 (a folder of its frames as PNG works for any clip)";

    private final Path file;
    private final FileChannel channel;
    private final SeekableDemuxerTrack track;
    private final DemuxerTrackMeta meta;
    private final SeqParameterSet sequence;

    private ClipReader(Path file, FileChannel channel) throws IOException {
        this.file = file;
        this.channel = channel;
        MP4Demuxer demuxer = MP4Demuxer.createMP4Demuxer(new FileChannelWrapper(channel));
        if (!(demuxer.getVideoTrack() instanceof SeekableDemuxerTrack video)) {
            throw unreadable("no video track", null);
        }
        track = video;
        meta = track.getMeta();
        require(meta.getCodec() == Codec.H264, "video in " + meta.getCodec());
        require(meta.getOrientation() == DemuxerTrackMeta.Orientation.D_0, "a turned picture");
        sequence = sequence(meta.getCodecPrivate());
        require(sequence.frameMbsOnlyFlag, "interlaced video");
        require(sequence.chromaFormatIdc == ColorSpace.YUV420J, "colour other than 4:2:0");
        require(sequence.bitDepthLumaMinus8 == 0, sequence.bitDepthLumaMinus8 + 8 + " bits a sample");
    }

    private SeqParameterSet sequence(ByteBuffer parameterSets) {
        for (ByteBuffer unit : H264Utils.splitFrame(parameterSets.duplicate())) {
            if (NALUnit.read(unit).type == NALUnitType.SPS) {
                return H264Utils.readSPS(unit);
            }
        }
        throw unreadable("no sequence parameters", null);
    }

    /**
     * Opens a clip.
     *
     * @throws FailureException BAD_INPUT on the file if it cannot be read or is of another kind
     */
    public static ClipReader open(Path file) {
        JcodecWords.hush();
        FileChannel channel = null;
        try {
            channel = FileChannel.open(file, READ);
            return new ClipReader(file, channel);
        } catch (IOException | RuntimeException e) {
            close(channel);
            throw e instanceof FailureException refusal ? refusal : unreadable(file, "a file that does not open", e);
        }
    }

    /** In pixels. */
    public int width() {
        return meta.getVideoCodecMeta().getSize().getWidth();
    }

    /** In pixels. */
    public int height() {
        return meta.getVideoCodecMeta().getSize().getHeight();
    }

    /** How many there are. */
    public int frames() {
        return meta.getTotalFrames();
    }

    /** On average. */
    public FrameRate frameRate() {
        return FrameRate.of(meta.getTotalFrames() / meta.getTotalDuration());
    }

    /**
     * Decodes the frames in the order they are shown.
     *
     * @throws FailureException BAD_INPUT on the file if a picture does not decode
     */
    public void read(Consumer<RgbImage> taker) {
        try {
            decode(shownOrder(), taker);
        } catch (IOException | RuntimeException e) {
            throw e instanceof FailureException failure ? failure : unreadable("a picture that does not decode", e);
        }
    }

    private List<Long> shownOrder() throws IOException {
        List<Long> times = new ArrayList<>();
        track.gotoFrame(0);
        for (Packet packet = track.nextFrame(); packet != null; packet = track.nextFrame()) {
            times.add(packet.getPts());
        }
        require(times.size() == frames(), "the end after " + times.size() + " of " + frames() + " frames");
        times.sort(null);
        return times;
    }

    private void decode(List<Long> shownOrder, Consumer<RgbImage> taker) throws IOException {
        RgbConversion conversion = RgbConversion.of(sequence, width(), height());
        H264Decoder decoder = H264Decoder.createH264DecoderFromCodecPrivate(meta.getCodecPrivate());
        byte[][] planes = planes();
        Map<Long, RgbImage> early = new HashMap<>();
        int next = 0;
        track.gotoFrame(0);
        for (Packet packet = track.nextFrame(); packet != null; packet = track.nextFrame()) {
            Picture picture = decoder.decodeFrame(packet.getData(), planes);
            require(picture != null, "no picture in a sample");
            early.put(packet.getPts(), conversion.toRgb(picture));
            while (next < shownOrder.size() && early.containsKey(shownOrder.get(next))) {
                taker.accept(early.remove(shownOrder.get(next++)));
            }
        }
    }

    private byte[][] planes() {
        Size size = meta.getVideoCodecMeta().getSize();
        int codedWidth = (size.getWidth() + 15) & ~15;
        int codedHeight = (size.getHeight() + 15) & ~15;
        return Picture.create(codedWidth, codedHeight, ColorSpace.YUV420J).getData();
    }

    private void require(boolean holds, String found) {
        if (!holds) {
            throw unreadable(found, null);
        }
    }

    private FailureException unreadable(String found, Throwable cause) {
        return unreadable(file, found, cause);
    }

    private static FailureException unreadable(Path file, String found, Throwable cause) {
        return new FailureException(Failure.badInput(file.toString(), found, EXPECTED), cause);
    }

    @Override
    public void close() {
        close(channel);
    }

    private static void close(FileChannel channel) {
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (IOException ignored) {
            // nothing was written
        }
    }
}
