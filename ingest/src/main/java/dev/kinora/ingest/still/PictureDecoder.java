package dev.kinora.ingest.still;

import com.twelvemonkeys.imageio.plugins.jpeg.JPEGImageReaderSpi;
import com.twelvemonkeys.imageio.plugins.webp.WebPImageReaderSpi;
import com.twelvemonkeys.imageio.stream.ByteArrayImageInputStream;
import dev.kinora.contract.Failure;
import dev.kinora.contract.FailureException;
import dev.kinora.contract.FailureKind;
import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.SampleModel;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.spi.IIORegistry;

/** Decodes the first picture of a file whose header has shown that it is neither too small nor too large. */
final class PictureDecoder {
    /** Pixels a side. */
    static final int LEAST_SIDE = 16;

    static final int MOST_SIDE = 16384;

    /** What a decoded picture may take: 64 Mi pixels of 8-bit RGBA, half as many of 16-bit. */
    private static final long MOST_DECODED_BYTES = 256 << 20;

    /** By hand, not by service lookup, which depends on the class loader of whoever touches ImageIO first. */
    PictureDecoder() {
        IIORegistry registry = IIORegistry.getDefaultInstance();
        registry.registerServiceProvider(new JPEGImageReaderSpi());
        registry.registerServiceProvider(new WebPImageReaderSpi());
    }

    /**
     * Decodes a picture.
     *
     * @throws FailureException on field {@code image} if it is too small, too large, truncated or damaged
     */
    BufferedImage decode(PictureFormat format, byte[] file) {
        ImageReader reader =
                ImageIO.getImageReadersByFormatName(format.readerName()).next();
        try (ByteArrayImageInputStream stream = new ByteArrayImageInputStream(file)) {
            reader.setInput(stream, true, true);
            requireSize(format, reader);
            return decodeWhole(reader);
        } catch (FailureException refusal) {
            throw refusal;
        } catch (IOException | RuntimeException damaged) { // decoders answer damage with whatever they trip over
            throw damaged(format, reason(damaged));
        } catch (OutOfMemoryError tooLarge) { // of one large array; what was held is free again
            throw new FailureException(outOfMemory(format), tooLarge);
        } finally {
            reader.dispose();
        }
    }

    private static void requireSize(PictureFormat format, ImageReader reader) throws IOException {
        int width = reader.getWidth(0);
        int height = reader.getHeight(0);
        int shorter = Math.min(width, height);
        int longer = Math.max(width, height);
        if (shorter < LEAST_SIDE || longer > MOST_SIDE || (long) width * height > format.mostPixels()) {
            throw FailureException.badInput("image", width + " × " + height + " pixels", sizes(format));
        }
        long bytes = (long) width * height * bytesPerPixel(reader);
        if (bytes > MOST_DECODED_BYTES) {
            throw FailureException.badInput(
                    "image",
                    width + " × " + height + " pixels of " + bytesPerPixel(reader) + " bytes",
                    "at most " + (MOST_DECODED_BYTES >> 20) + " MiB decoded");
        }
    }

    private static String sizes(PictureFormat format) {
        return "%d to %d pixels a side, at most %d million in a %s picture"
                .formatted(LEAST_SIDE, MOST_SIDE, format.mostPixels() / 1_000_000, format);
    }

    private static int bytesPerPixel(ImageReader reader) throws IOException {
        Iterator<ImageTypeSpecifier> types = reader.getImageTypes(0);
        SampleModel samples = types.next().getSampleModel();
        return samples.getNumDataElements() * DataBuffer.getDataTypeSize(samples.getDataType()) / Byte.SIZE;
    }

    /** A JPEG decoder fills what is missing with grey and only warns; the other decoders throw. */
    private static BufferedImage decodeWhole(ImageReader reader) throws IOException {
        List<String> warnings = new ArrayList<>();
        reader.addIIOReadWarningListener((source, warning) -> warnings.add(warning));
        BufferedImage decoded = reader.read(0);
        for (String warning : warnings) {
            if (tellsOfLoss(warning)) {
                throw new IOException(warning);
            }
        }
        return decoded;
    }

    /** libjpeg's words; bytes too many before a marker are common in camera files and cost no pixel. */
    private static boolean tellsOfLoss(String warning) {
        return warning.startsWith("Truncated File")
                || warning.startsWith("Premature end")
                || warning.startsWith("Corrupt JPEG data") && !warning.contains("extraneous");
    }

    private static Failure outOfMemory(PictureFormat format) {
        return new Failure(
                FailureKind.OUT_OF_RESOURCES,
                "image",
                "a " + format + " picture that does not fit into a heap of "
                        + (Runtime.getRuntime().maxMemory() >> 20) + " MiB",
                "a smaller picture or a larger heap (-Xmx1g takes every picture)",
                "");
    }

    private static FailureException damaged(PictureFormat format, String reason) {
        return FailureException.badInput(
                "image", "a truncated or damaged " + format + " picture (" + reason + ")", "a whole picture");
    }

    private static String reason(Exception damaged) {
        Throwable deepest = damaged;
        while (deepest.getCause() != null) {
            deepest = deepest.getCause();
        }
        String message = deepest.getMessage();
        return message == null
                ? deepest.getClass().getSimpleName()
                : message.lines().findFirst().orElse("");
    }
}
