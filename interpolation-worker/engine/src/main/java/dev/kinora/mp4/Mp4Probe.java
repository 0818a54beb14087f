package dev.kinora.mp4;

import static java.nio.file.StandardOpenOption.READ;

import dev.kinora.contract.Failure;
import dev.kinora.contract.FailureException;
import dev.kinora.contract.FailureKind;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import org.jcodec.codecs.h264.H264Decoder;
import org.jcodec.common.DemuxerTrack;
import org.jcodec.common.DemuxerTrackMeta;
import org.jcodec.common.io.FileChannelWrapper;
import org.jcodec.common.model.ColorSpace;
import org.jcodec.common.model.Packet;
import org.jcodec.common.model.Picture;
import org.jcodec.common.model.Size;
import org.jcodec.containers.mp4.demuxer.MP4Demuxer;

/**
 * What an MP4 file turned out to be when every one of its pictures was decoded.
 *
 * @param width as shown, in pixels
 * @param height as shown, in pixels
 * @param frames pictures decoded
 * @param durationSeconds of the video track
 */
public record Mp4Probe(int width, int height, int frames, double durationSeconds) {

    /**
     * Reads a clip to its end and decodes each picture.
     *
     * @throws FailureException BUG if the file is no MP4 with one H.264 track, is cut off, or a picture does not decode
     */
    public static Mp4Probe read(Path clip) {
        JcodecWords.hush();
        try (FileChannel channel = FileChannel.open(clip, READ);
                MP4Demuxer demuxer = MP4Demuxer.createMP4Demuxer(new FileChannelWrapper(channel))) {
            if (demuxer.getVideoTracks().size() != 1) {
                throw damaged(clip, demuxer.getVideoTracks().size() + " video tracks", null);
            }
            return decode(clip, demuxer.getVideoTrack());
        } catch (IOException | RuntimeException e) {
            throw e instanceof FailureException failure ? failure : damaged(clip, String.valueOf(e.getMessage()), e);
        }
    }

    private static Mp4Probe decode(Path clip, DemuxerTrack track) throws IOException {
        DemuxerTrackMeta meta = track.getMeta();
        Size size = meta.getVideoCodecMeta().getSize();
        H264Decoder decoder = H264Decoder.createH264DecoderFromCodecPrivate(meta.getCodecPrivate());
        byte[][] planes = planes(size);
        int frames = 0;
        for (Packet packet = track.nextFrame(); packet != null; packet = track.nextFrame()) {
            Picture picture = decoder.decodeFrame(packet.getData(), planes);
            requireSize(clip, frames++, picture, size);
        }
        if (frames != meta.getTotalFrames()) {
            throw damaged(clip, "the end after " + frames + " of " + meta.getTotalFrames() + " pictures", null);
        }
        return new Mp4Probe(size.getWidth(), size.getHeight(), frames, meta.getTotalDuration());
    }

    private static byte[][] planes(Size size) {
        int codedWidth = (size.getWidth() + 15) & ~15;
        int codedHeight = (size.getHeight() + 15) & ~15;
        return Picture.create(codedWidth, codedHeight, ColorSpace.YUV420J).getData();
    }

    private static void requireSize(Path clip, int index, Picture picture, Size size) {
        if (picture == null) {
            throw damaged(clip, "no picture in sample " + index, null);
        }
        if (picture.getCroppedWidth() != size.getWidth() || picture.getCroppedHeight() != size.getHeight()) {
            String found = picture.getCroppedWidth() + "×" + picture.getCroppedHeight() + " pixels in picture " + index;
            throw damaged(clip, found + ", " + size.getWidth() + "×" + size.getHeight() + " in the index", null);
        }
    }

    private static FailureException damaged(Path clip, String found, Throwable cause) {
        String expected = "an MP4 file of one H.264 track that decodes to its end";
        String message = clip + " is damaged: found " + found + ", expected " + expected;
        return new FailureException(new Failure(FailureKind.BUG, "clip", found, expected, message), cause);
    }
}
