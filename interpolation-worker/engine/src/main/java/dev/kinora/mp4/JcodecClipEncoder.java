package dev.kinora.mp4;

import java.nio.file.Path;

/**
 * JCodec's H.264 encoder inside its sound range: constant QP 12 to 15.
 *
 * <p>JCodec 0.2.5 predicts from deblocked pixels, which the standard forbids; the loop filter is inactive up to QP 15
 * (ITU-T H.264 table 8-16: α = 0), so encoder and decoder agree there and drift apart above. Below QP 12 its levels can
 * leave the code's range. Files are large (20 to 30 Mbit/s at 1024×576): it knows whole-pixel motion only.
 */
public final class JcodecClipEncoder implements ClipEncoder {

    @Override
    public ClipWriter open(Path target, ClipFormat format) {
        return new JcodecClipWriter(target, format);
    }

    /**
     * The quantiser for a quality, monotonic: 0–16 is QP 15, 17–49 QP 14, 50–83 QP 13, 84–100 QP 12. Luma of noise, the
     * worst case, comes out at 44.8 dB at QP 15 and about 1 dB more each step down to 12; photos at 46 to 50 dB.
     *
     * @param quality 0 to 100
     */
    static int quantiser(int quality) {
        return 15 - Math.round(quality * 3 / 100f);
    }
}
