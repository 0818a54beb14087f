package dev.kinora.ingest.still;

import com.twelvemonkeys.imageio.color.ColorProfiles;
import java.awt.Rectangle;
import java.awt.color.CMMException;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.BufferedImage;
import java.awt.image.ColorConvertOp;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;

/**
 * A decoded picture seen as 8-bit sRGB over white, a region at a time so that no second copy of it is ever held.
 *
 * <p>Works on samples: Java's own grey colour space is linear, so asking a grey image for its RGB would brighten it.
 */
final class SrgbPicture {
    private static final ICC_Profile SRGB = ICC_Profile.getInstance(ColorSpace.CS_sRGB);
    private static final int WHITE = 255;

    private final BufferedImage decoded;
    private final ColorConvertOp toSrgb;

    /**
     * Looks at a picture.
     *
     * @param profile ICC profile of its samples; empty for what the decoder says
     */
    SrgbPicture(BufferedImage decoded, byte[] profile) {
        this.decoded = decoded;
        this.toSrgb = conversion(decoded.getColorModel(), profile);
    }

    int width() {
        return decoded.getWidth();
    }

    int height() {
        return decoded.getHeight();
    }

    /** The region's pixels, row by row, R, G, B. */
    byte[] read(Rectangle region) {
        return decoded.getColorModel() instanceof ComponentColorModel ? components(region) : colours(region);
    }

    /** Palettes and packed pixels, which Java knows only in sRGB. */
    private byte[] colours(Rectangle region) {
        int[] argb = decoded.getRGB(region.x, region.y, region.width, region.height, null, 0, region.width);
        byte[] rgb = new byte[argb.length * 3];
        byte[] alpha = new byte[argb.length];
        for (int i = 0; i < argb.length; i++) {
            rgb[3 * i] = (byte) (argb[i] >> 16);
            rgb[3 * i + 1] = (byte) (argb[i] >> 8);
            rgb[3 * i + 2] = (byte) argb[i];
            alpha[i] = (byte) (argb[i] >> 24);
        }
        byte[] converted = toSrgb == null ? rgb : convert(rgb, 3, region);
        return decoded.getColorModel().hasAlpha() ? overWhite(converted, alpha) : converted;
    }

    private byte[] components(Rectangle region) {
        byte[] samples =
                eightBit(decoded.getRaster().getDataElements(region.x, region.y, region.width, region.height, null));
        int bands = decoded.getRaster().getNumBands();
        int colours = decoded.getColorModel().getNumColorComponents();
        byte[] colour = bands == colours ? samples : bands(samples, bands, 0, colours);
        byte[] rgb = toSrgb != null ? convert(colour, colours, region) : colours == 1 ? tripled(colour) : colour;
        return bands == colours ? rgb : overWhite(rgb, bands(samples, bands, colours, 1));
    }

    /** 16 bits are rounded to the nearest of 8: v · 255 ÷ 65535. */
    private static byte[] eightBit(Object samples) {
        if (samples instanceof byte[] bytes) {
            return bytes;
        }
        short[] wide = (short[]) samples;
        byte[] narrow = new byte[wide.length];
        for (int i = 0; i < wide.length; i++) {
            narrow[i] = (byte) (((wide[i] & 0xffff) * 255 + 32895) >> 16);
        }
        return narrow;
    }

    private static byte[] bands(byte[] samples, int bands, int first, int count) {
        byte[] chosen = new byte[samples.length / bands * count];
        for (int pixel = 0; pixel < samples.length / bands; pixel++) {
            System.arraycopy(samples, pixel * bands + first, chosen, pixel * count, count);
        }
        return chosen;
    }

    private static byte[] tripled(byte[] grey) {
        byte[] rgb = new byte[grey.length * 3];
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] = grey[i / 3];
        }
        return rgb;
    }

    private static byte[] overWhite(byte[] rgb, byte[] alpha) {
        for (int i = 0; i < rgb.length; i++) {
            int opacity = alpha[i / 3] & 0xff;
            rgb[i] = (byte) (((rgb[i] & 0xff) * opacity + WHITE * (255 - opacity) + 127) / 255);
        }
        return rgb;
    }

    private byte[] convert(byte[] samples, int bands, Rectangle region) {
        WritableRaster rgb = Raster.createInterleavedRaster(DataBuffer.TYPE_BYTE, region.width, region.height, 3, null);
        toSrgb.filter(interleaved(samples, bands, region), rgb);
        return ((DataBufferByte) rgb.getDataBuffer()).getData();
    }

    private static Raster interleaved(byte[] samples, int bands, Rectangle region) {
        int[] offsets = new int[bands];
        for (int band = 0; band < bands; band++) {
            offsets[band] = band;
        }
        return Raster.createInterleavedRaster(
                new DataBufferByte(samples, samples.length),
                region.width,
                region.height,
                region.width * bands,
                bands,
                offsets,
                null);
    }

    /** Null if the samples are sRGB already, or plain grey, or the profile does not fit them. */
    private static ColorConvertOp conversion(ColorModel model, byte[] profile) {
        try {
            ICC_Profile source = profile.length > 0 ? ColorProfiles.createProfile(profile) : ownProfile(model);
            boolean plain = ColorProfiles.isCS_sRGB(source) || ColorProfiles.isCS_GRAY(source);
            return plain || source.getNumComponents() != model.getNumColorComponents()
                    ? null
                    : new ColorConvertOp(new ICC_Profile[] {source, SRGB}, null);
        } catch (IllegalArgumentException | CMMException unusable) {
            return null;
        }
    }

    private static ICC_Profile ownProfile(ColorModel model) {
        return model.getColorSpace() instanceof ICC_ColorSpace space ? space.getProfile() : SRGB;
    }
}
