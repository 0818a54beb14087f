package dev.kinora.mp4;

import dev.kinora.engine.image.LanczosResize;
import dev.kinora.engine.image.RgbImage;
import dev.kinora.engine.image.Window;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/**
 * A clip's beginning as a small GIF that plays for ever: at most 2 seconds, 12 frames each, and 320 pixels a side. Frames are
 * scaled, given 256 colours of their own (the JDK's octree) and written as they come; what grows in memory is the file, at most
 * 2.4 MB. The same frames give the same bytes on one JDK.
 */
public final class PreviewGif implements AutoCloseable {
    private static final int LONGEST_SIDE = 320;
    private static final int SECONDS = 2;
    private static final int FRAMES_A_SECOND = 12;
    /** GIF counts time in hundredths of a second. */
    private static final int TICKS_A_SECOND = 100;

    private static final String FORMAT = "javax_imageio_gif_image_1.0";
    /** Netscape's extension: sub-block 1, and 0 for without end. */
    private static final byte[] FOR_EVER = {1, 0, 0};

    private final FrameRate frameRate;
    private final int step;
    private final ImageWriter writer =
            ImageIO.getImageWritersByFormatName("gif").next();
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes);

    /** @param frameRate of the clip */
    public PreviewGif(FrameRate frameRate) {
        this.frameRate = frameRate;
        this.step = (int) Math.max(1, Math.ceil(1 / (frameRate.seconds(1) * FRAMES_A_SECOND)));
        try {
            writer.setOutput(out);
            writer.prepareWriteSequence(null);
        } catch (IOException inMemory) {
            throw new UncheckedIOException(inMemory);
        }
    }

    /**
     * Takes a frame of the clip, if it is one of those that are shown.
     *
     * @param index in the clip, from 0 on without a gap
     */
    public void add(int index, RgbImage frame) {
        if (index % step != 0 || frameRate.seconds(index) >= SECONDS) {
            return;
        }
        try {
            IIOMetadata metadata = metadata(index == 0, ticks(index + step) - ticks(index));
            writer.writeToSequence(new IIOImage(small(frame).toBufferedImage(), null, metadata), null);
        } catch (IOException inMemory) {
            throw new UncheckedIOException(inMemory);
        }
    }

    /** The file. At least one frame must have come. */
    public byte[] finish() {
        try {
            writer.endWriteSequence();
            out.flush();
            return bytes.toByteArray();
        } catch (IOException inMemory) {
            throw new UncheckedIOException(inMemory);
        }
    }

    /** When a frame is shown; rounded so, errors do not add up. */
    private int ticks(int index) {
        return (int) Math.round(frameRate.seconds(index) * TICKS_A_SECOND);
    }

    private static RgbImage small(RgbImage frame) {
        double scale = Math.min(1, (double) LONGEST_SIDE / Math.max(frame.width(), frame.height()));
        int width = (int) Math.max(1, Math.round(frame.width() * scale));
        int height = (int) Math.max(1, Math.round(frame.height() * scale));
        return LanczosResize.resize(Window.whole(frame), width, height);
    }

    private IIOMetadata metadata(boolean isFirst, int ticks) throws IOException {
        ImageTypeSpecifier type = ImageTypeSpecifier.createFromBufferedImageType(BufferedImage.TYPE_INT_RGB);
        IIOMetadata metadata = writer.getDefaultImageMetadata(type, null);
        IIOMetadataNode root = new IIOMetadataNode(FORMAT);
        IIOMetadataNode control = child(root, "GraphicControlExtension");
        control.setAttribute("disposalMethod", "none");
        control.setAttribute("userInputFlag", "FALSE");
        control.setAttribute("transparentColorFlag", "FALSE");
        control.setAttribute("transparentColorIndex", "0");
        control.setAttribute("delayTime", Integer.toString(ticks));
        if (isFirst) {
            IIOMetadataNode loop = child(child(root, "ApplicationExtensions"), "ApplicationExtension");
            loop.setAttribute("applicationID", "NETSCAPE");
            loop.setAttribute("authenticationCode", "2.0");
            loop.setUserObject(FOR_EVER);
        }
        metadata.mergeTree(FORMAT, root);
        return metadata;
    }

    private static IIOMetadataNode child(IIOMetadataNode parent, String name) {
        IIOMetadataNode child = new IIOMetadataNode(name);
        parent.appendChild(child);
        return child;
    }

    /** Frees the writer. */
    @Override
    public void close() {
        writer.dispose();
    }
}
