package dev.kinora.mp4.h264;

import java.nio.ByteBuffer;
import org.jcodec.codecs.h264.io.model.RefPicMarkingIDR;
import org.jcodec.codecs.h264.io.model.SliceHeader;
import org.jcodec.codecs.h264.io.model.SliceType;
import org.jcodec.codecs.h264.io.write.SliceHeaderWriter;
import org.jcodec.common.io.BitWriter;

/** Codes groups of pictures, each a key picture and others predicted from earlier ones. For one thread at a time. */
public final class GopEncoder {
    private static final int GREATEST_HEADER_BYTES = 64;

    private static final int KEY_UNIT = 0x65;
    private static final int REFERENCE_UNIT = 0x41;
    private static final int PASSING_UNIT = 0x01;
    /** nal_ref_idc of pictures that others are predicted from, as in their units' first byte. */
    private static final int REFERENCE_IDC = 2;

    private final StreamFormat format;
    private final PictureContext context;
    private final Deblocking deblocking;
    private final ContextModels models = new ContextModels();
    private final ArithmeticCoder coder = new ArithmeticCoder(models);
    private final ByteBuffer header = ByteBuffer.allocate(GREATEST_HEADER_BYTES);
    private Cadence cadence;
    private FineQp qp;
    private ReferencePicture reference;
    private ReferencePicture result;
    private int place;
    private int references;
    private int group;
    private int lastQp;
    private boolean isFiltered;
    private double cost;

    public GopEncoder(StreamFormat format) {
        this.format = format;
        context = new PictureContext(format.codedWidth() / 16, format.codedHeight() / 16);
        deblocking = new Deblocking(context);
        reference = new ReferencePicture(format.codedWidth(), format.codedHeight());
        result = new ReferencePicture(format.codedWidth(), format.codedHeight());
    }

    /**
     * The next picture begins this group, counted from 0.
     *
     * @param qp of its pictures; the cadence says how they differ from it, and which are predicted from which
     */
    public void begin(int group, FineQp qp, Cadence cadence) {
        this.group = group;
        this.cadence = cadence;
        this.qp = qp;
        place = 0;
        references = 0;
        cost = 0;
    }

    /**
     * Encodes the next picture.
     *
     * @return its unit with four bytes of length in front (ISO/IEC 14496-15)
     */
    public ByteBuffer encode(Yuv420 picture) {
        boolean isKey = place == 0;
        boolean isReference = cadence.isReference(place);
        lastQp = cadence.qp(qp.at(place), place);
        beginSlice(isKey, isReference);
        SliceEncoder slice = new SliceEncoder(context, isKey ? null : reference, result, lastQp, coder, models);
        slice.encode(picture);
        ByteBuffer payload = coder.finish();
        cost += slice.distortion() + SliceEncoder.lambda(qp.at(0)) * 8 * payload.remaining();
        place++;
        isFiltered = false;
        if (isReference) {
            keep();
        }
        return NalUnit.of(isKey ? KEY_UNIT : isReference ? REFERENCE_UNIT : PASSING_UNIT, payload);
    }

    private void beginSlice(boolean isKey, boolean isReference) {
        BitWriter bits = new BitWriter(header.clear());
        SliceHeaderWriter.write(header(isKey), isKey, isReference ? REFERENCE_IDC : 0, bits);
        while (bits.curBit() != 0) {
            bits.write1Bit(1); // cabac_alignment_one_bit
        }
        bits.flush();
        coder.begin(header.flip());
    }

    /** What was made last is what the next ones are predicted from. */
    private void keep() {
        filter();
        result.complete();
        ReferencePicture former = reference;
        reference = result;
        result = former;
        references++;
    }

    private void filter() {
        if (!isFiltered) {
            deblocking.filter(result, lastQp);
            isFiltered = true;
        }
    }

    /** Squared differences of the group so far and the price of its bits. */
    double cost() {
        return cost;
    }

    private SliceHeader header(boolean isKey) {
        SliceHeader header = new SliceHeader();
        header.sps = format.sequence();
        header.pps = StreamFormat.picture();
        header.sliceType = isKey ? SliceType.I : SliceType.P;
        header.cabacInitIdc = ContextModels.INITIAL_TABLE;
        header.sliceTypeRestr = true;
        header.frameNum = references & StreamFormat.FRAME_NUMBERS - 1;
        header.picOrderCntLsb = 2 * place & StreamFormat.ORDER_COUNTS - 1;
        header.idrPicId = group & 1; // two key pictures in a row must differ
        header.sliceQpDelta = lastQp - StreamFormat.INITIAL_QP;
        if (isKey) {
            header.refPicMarkingIDR = new RefPicMarkingIDR(false, false);
        }
        return header;
    }

    /** Writes the last picture as a decoder reconstructs it. */
    public void reconstruction(Yuv420 target) {
        filter(); // which a picture that nobody is predicted from does without
        ReferencePicture last = cadence.isReference(place - 1) ? reference : result;
        copy(last.luma, target.luma());
        copy(last.chroma[0], target.cb());
        copy(last.chroma[1], target.cr());
    }

    private static void copy(Plane plane, byte[] target) {
        for (int y = 0; y < plane.height; y++) {
            int row = plane.at(0, y);
            for (int x = 0; x < plane.width; x++) {
                target[y * plane.width + x] = (byte) plane.samples[row + x];
            }
        }
    }
}
