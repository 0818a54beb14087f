package dev.kinora.local.client;

import dev.kinora.contract.EncodingParameters;
import dev.kinora.contract.Failure;
import dev.kinora.contract.FailureException;
import dev.kinora.contract.FailureKind;
import dev.kinora.engine.image.RgbImage;
import dev.kinora.mp4.ClipEncoder;
import dev.kinora.mp4.ClipEncoders;
import dev.kinora.mp4.ClipFormat;
import dev.kinora.mp4.ClipSummary;
import dev.kinora.mp4.ClipWriter;
import dev.kinora.mp4.EncodingWatch;
import dev.kinora.mp4.FrameRate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;

/** Makes one clip of a user's frames, in this process and without a job. The clip is whole or not there. */
public final class FrameEncoding implements AutoCloseable {
    private static final String FFMPEG = "ffmpeg";

    private final Path output;
    private final Path part;
    private final FrameRate rate;
    private final EncodingParameters encoding;
    private final EncodingWatch watch;
    private final OneSize size = new OneSize();
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile boolean isStopped;
    private ClipWriter clip;
    private int frames;

    /**
     * Prepares to make a clip.
     *
     * @param output file to replace once the clip is whole
     * @param watch told of each frame: those that come are pass 0
     */
    public FrameEncoding(Path output, FrameRate rate, EncodingParameters encoding, EncodingWatch watch) {
        this.output = output;
        this.part = output.resolveSibling("." + output.getFileName() + ".part");
        this.rate = rate;
        this.encoding = encoding;
        this.watch = watch;
    }

    /**
     * Makes it.
     *
     * @throws FailureException BAD_INPUT naming a frame of another size, a file that does not decode, or an encoder that is
     *     not there; OUT_OF_RESOURCES if the disk takes no more
     */
    public ClipSummary encode(UserFrames source) {
        ClipEncoder encoder = new ClipEncoders(FFMPEG).of(encoding.encoder());
        source.read((name, frame) -> {
            RgbImage next = size.require(name, frame);
            clip = clip == null ? open(encoder) : clip;
            clip.add(next);
            seen(0, ++frames, source.count());
        });
        ClipSummary made = clip.finish(this::seen);
        try {
            Files.move(part, output, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new FailureException(
                    new Failure(FailureKind.OUT_OF_RESOURCES, "", "", "", "cannot write " + output + ": " + e), e);
        }
        return made;
    }

    private ClipWriter open(ClipEncoder encoder) {
        return encoder.open(part, new ClipFormat(size.width(), size.height(), rate, encoding));
    }

    private void seen(int pass, int done, int of) {
        if (isStopped) {
            throw new CancellationException("stopped");
        }
        watch.coded(pass, done, of);
    }

    /** Has another thread give up, and waits until it has removed what it wrote. */
    public void stop() {
        isStopped = true;
        try {
            ended.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Removes what was written of a clip that is not whole. */
    @Override
    public void close() throws IOException {
        try {
            if (clip != null) {
                clip.close();
            }
            Files.deleteIfExists(part);
        } finally {
            ended.countDown();
        }
    }
}
