package dev.kinora.mp4.h264;

/** A reconstructed picture and, once it is complete, its luma between the samples (ITU-T H.264, 8.4.2.2.1). */
final class ReferencePicture {
    final Plane luma;
    final Plane[] chroma;
    final InterpolatedLuma interpolated;

    ReferencePicture(int width, int height) {
        luma = new Plane(width, height);
        chroma = new Plane[] {new Plane(width / 2, height / 2), new Plane(width / 2, height / 2)};
        interpolated = new InterpolatedLuma(luma);
    }

    /** Makes margins and half samples, after the last change of a sample. */
    void complete() {
        luma.fillMargin();
        chroma[0].fillMargin();
        chroma[1].fillMargin();
        interpolated.interpolate(luma);
    }
}
