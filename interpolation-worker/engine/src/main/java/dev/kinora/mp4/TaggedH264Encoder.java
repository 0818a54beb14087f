package dev.kinora.mp4;

import org.jcodec.codecs.h264.H264Encoder;
import org.jcodec.codecs.h264.encode.RateControl;
import org.jcodec.codecs.h264.io.model.SeqParameterSet;
import org.jcodec.codecs.h264.io.model.SliceType;
import org.jcodec.codecs.h264.io.model.VUIParameters;
import org.jcodec.common.model.Size;

/** JCodec's encoder with a constant quantiser and a sequence parameter set that says what the pictures are. */
final class TaggedH264Encoder extends H264Encoder {
    /** ITU-T H.264 tables E-3 to E-5: BT.709 primaries, transfer and matrix. */
    private static final int BT_709 = 1;

    private static final int UNSPECIFIED_FORMAT = 5;

    private final FrameRate frameRate;

    TaggedH264Encoder(ClipFormat format) {
        super(constant(JcodecClipEncoder.quantiser(format.quality())));
        this.frameRate = format.frameRate();
    }

    @Override
    public SeqParameterSet initSPS(Size shown) {
        SeqParameterSet sequence = super.initSPS(shown);
        // Constrained Baseline: what we use of Baseline is in Main, too.
        sequence.constraintSet0Flag = true;
        sequence.constraintSet1Flag = true;
        int macroblocks = (sequence.picWidthInMbsMinus1 + 1) * (sequence.picHeightInMapUnitsMinus1 + 1);
        sequence.levelIdc = H264Level.of(macroblocks, frameRate);
        sequence.vuiParams = usability();
        return sequence;
    }

    private static VUIParameters usability() {
        VUIParameters parameters = new VUIParameters();
        parameters.videoSignalTypePresentFlag = true;
        parameters.videoFormat = UNSPECIFIED_FORMAT;
        parameters.videoFullRangeFlag = false;
        parameters.colourDescriptionPresentFlag = true;
        parameters.colourPrimaries = BT_709;
        parameters.transferCharacteristics = BT_709;
        parameters.matrixCoefficients = BT_709;
        parameters.bitstreamRestriction = noReordering();
        return parameters;
    }

    /** Lets a decoder show each picture at once; the other values are those inferred where nothing is said. */
    private static VUIParameters.BitstreamRestriction noReordering() {
        VUIParameters.BitstreamRestriction restriction = new VUIParameters.BitstreamRestriction();
        restriction.motionVectorsOverPicBoundariesFlag = true;
        restriction.maxBytesPerPicDenom = 0;
        restriction.maxBitsPerMbDenom = 0;
        restriction.log2MaxMvLengthHorizontal = 16;
        restriction.log2MaxMvLengthVertical = 16;
        restriction.numReorderFrames = 0;
        restriction.maxDecFrameBuffering = 1;
        return restriction;
    }

    private static RateControl constant(int quantiser) {
        return new RateControl() {
            @Override
            public int startPicture(Size size, int mostBytes, SliceType type) {
                return quantiser;
            }

            @Override
            public int initialQpDelta() {
                return 0;
            }

            @Override
            public int accept(int bits) {
                return 0;
            }
        };
    }
}
