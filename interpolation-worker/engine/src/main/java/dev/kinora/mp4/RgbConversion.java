package dev.kinora.mp4;

import dev.kinora.engine.image.RgbImage;
import org.jcodec.codecs.h264.io.model.SeqParameterSet;
import org.jcodec.codecs.h264.io.model.VUIParameters;
import org.jcodec.common.model.Picture;

/**
 * Decoded Y'CbCr 4:2:0 to RGB, by the matrix and range that the stream names. One that names none is taken for BT.601 below
 * 720 lines and BT.709 from there on, limited range, as players do. Chroma is brought to full size linearly: its samples sit
 * on the left one of two luma columns and between two luma rows.
 */
final class RgbConversion {
    private static final int BT709 = 1;
    private static final int UNSPECIFIED = 2;
    private static final int HD_LINES = 720;

    private final int width;
    private final int height;
    private final float lumaScale;
    private final int lumaOffset;
    private final float redOfCr;
    private final float greenOfCb;
    private final float greenOfCr;
    private final float blueOfCb;

    private RgbConversion(int width, int height, boolean hdMatrix, boolean fullRange) {
        this.width = width;
        this.height = height;
        double kr = hdMatrix ? 0.2126 : 0.299;
        double kb = hdMatrix ? 0.0722 : 0.114;
        double kg = 1 - kr - kb;
        double chromaScale = fullRange ? 1 : 255 / 224.0;
        lumaScale = fullRange ? 1 : 255 / 219f;
        lumaOffset = fullRange ? 0 : 16;
        redOfCr = (float) (2 * (1 - kr) * chromaScale);
        blueOfCb = (float) (2 * (1 - kb) * chromaScale);
        greenOfCb = (float) (-2 * (1 - kb) * kb / kg * chromaScale);
        greenOfCr = (float) (-2 * (1 - kr) * kr / kg * chromaScale);
    }

    static RgbConversion of(SeqParameterSet sequence, int width, int height) {
        VUIParameters vui = sequence.vuiParams;
        boolean isNamed = vui != null && vui.videoSignalTypePresentFlag;
        int matrix = isNamed && vui.colourDescriptionPresentFlag ? vui.matrixCoefficients : UNSPECIFIED;
        boolean hdMatrix = matrix == UNSPECIFIED ? height >= HD_LINES : matrix == BT709;
        return new RgbConversion(width, height, hdMatrix, isNamed && vui.videoFullRangeFlag);
    }

    /** The visible part of a picture, whose samples JCodec keeps minus 128. */
    RgbImage toRgb(Picture picture) {
        byte[] rgb = new byte[3 * width * height];
        float[] cb = new float[width];
        float[] cr = new float[width];
        for (int y = 0; y < height; y++) {
            chromaRow(picture, 1, y, cb);
            chromaRow(picture, 2, y, cr);
            byte[] luma = picture.getPlaneData(0);
            int row = y * picture.getPlaneWidth(0);
            for (int x = 0; x < width; x++) {
                float light = (luma[row + x] + 128 - lumaOffset) * lumaScale;
                int at = 3 * (y * width + x);
                rgb[at] = level(light + redOfCr * cr[x]);
                rgb[at + 1] = level(light + greenOfCb * cb[x] + greenOfCr * cr[x]);
                rgb[at + 2] = level(light + blueOfCb * cb[x]);
            }
        }
        return new RgbImage(width, height, rgb);
    }

    /** One row of a chroma plane at full size: the nearer of two rows counts three quarters. */
    private void chromaRow(Picture picture, int plane, int y, float[] row) {
        byte[] samples = picture.getPlaneData(plane);
        int stride = picture.getPlaneWidth(plane);
        int near = y / 2;
        int far = Math.max(0, Math.min((height - 1) / 2, y % 2 == 0 ? near - 1 : near + 1));
        for (int x = 0; x < width; x++) {
            int left = x / 2;
            int right = Math.min(left + x % 2, (width - 1) / 2);
            int nearer = samples[near * stride + left] + samples[near * stride + right];
            int farther = samples[far * stride + left] + samples[far * stride + right];
            row[x] = (3 * nearer + farther) / 8f;
        }
    }

    private static byte level(float value) {
        return (byte) Math.max(0, Math.min(255, Math.round(value)));
    }
}
