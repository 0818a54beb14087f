package dev.kinora.mp4;

import dev.kinora.contract.FailureException;
import dev.kinora.contract.VideoEncoder;

/** The encoders of this machine. */
public final class ClipEncoders {
    private final ClipEncoder own = new H264ClipEncoder();
    private final String ffmpeg;

    /** @param ffmpeg name of a program on the path, or its file; it need not be there */
    public ClipEncoders(String ffmpeg) {
        this.ffmpeg = ffmpeg;
    }

    /**
     * The encoder of this name.
     *
     * @throws FailureException BAD_INPUT on {@code encoding.encoder} if this machine has it not
     */
    public ClipEncoder of(VideoEncoder encoder) {
        return encoder == VideoEncoder.KINORA ? own : FfmpegClipEncoder.find(ffmpeg);
    }
}
