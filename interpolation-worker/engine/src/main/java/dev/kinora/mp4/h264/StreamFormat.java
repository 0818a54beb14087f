package dev.kinora.mp4.h264;

import org.jcodec.codecs.h264.io.model.PictureParameterSet;
import org.jcodec.codecs.h264.io.model.SeqParameterSet;
import org.jcodec.codecs.h264.io.model.VUIParameters;
import org.jcodec.common.model.ColorSpace;

/**
 * What holds for a whole stream.
 *
 * @param width of what a player shows, even
 * @param height likewise
 * @param level level_idc: ten times the level's number
 */
public record StreamFormat(int width, int height, int level) {
    static final int INITIAL_QP = 26;
    static final int FRAME_NUMBERS = 256;
    /** More than twice as many as lie between a picture and the one it is predicted from (8.2.1.1). */
    static final int ORDER_COUNTS = 256;

    private static final int HIGH = 100;
    /** ITU-T H.264 tables E-3 to E-5: BT.709 primaries, transfer and matrix. */
    private static final int BT_709 = 1;

    private static final int UNSPECIFIED_FORMAT = 5;

    public StreamFormat {
        if (width < 2 || height < 2 || width % 2 != 0 || height % 2 != 0) {
            throw new IllegalArgumentException(width + "×" + height + " is not even");
        }
    }

    /** Width in whole macroblocks. */
    public int codedWidth() {
        return width + 15 & ~15;
    }

    /** Height in whole macroblocks. */
    public int codedHeight() {
        return height + 15 & ~15;
    }

    /** The sequence parameter set (7.3.2.1). */
    public SeqParameterSet sequence() {
        SeqParameterSet sequence = new SeqParameterSet();
        sequence.profileIdc = HIGH;
        sequence.levelIdc = level;
        sequence.chromaFormatIdc = ColorSpace.YUV420J;
        sequence.frameMbsOnlyFlag = true;
        sequence.direct8x8InferenceFlag = true;
        sequence.log2MaxFrameNumMinus4 = Integer.numberOfTrailingZeros(FRAME_NUMBERS) - 4;
        // Counts are said, as type 2 allows no two pictures in a row that nobody is predicted from.
        sequence.picOrderCntType = 0;
        sequence.log2MaxPicOrderCntLsbMinus4 = Integer.numberOfTrailingZeros(ORDER_COUNTS) - 4;
        sequence.numRefFrames = 1;
        sequence.picWidthInMbsMinus1 = codedWidth() / 16 - 1;
        sequence.picHeightInMapUnitsMinus1 = codedHeight() / 16 - 1;
        sequence.frameCroppingFlag = codedWidth() != width || codedHeight() != height;
        sequence.frameCropRightOffset = (codedWidth() - width) / 2;
        sequence.frameCropBottomOffset = (codedHeight() - height) / 2;
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

    /** The picture parameter set (7.3.2.2): CABAC, 8×8 transform, one reference, loop filter as it is. */
    public static PictureParameterSet picture() {
        PictureParameterSet picture = new PictureParameterSet();
        picture.numRefIdxActiveMinus1 = new int[] {0, 0};
        picture.picInitQpMinus26 = 0;
        picture.entropyCodingModeFlag = true;
        picture.extended = new PictureParameterSet.PPSExt();
        picture.extended.transform8x8ModeFlag = true;
        return picture;
    }
}
