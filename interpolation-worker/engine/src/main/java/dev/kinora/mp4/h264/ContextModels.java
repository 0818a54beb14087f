package dev.kinora.mp4.h264;

import org.jcodec.codecs.common.biari.MConst;
import org.jcodec.codecs.h264.decode.CABACContst;

/**
 * What each context has learnt of its bins (ITU-T H.264, 9.3.1.1 and 9.3.4.2): pStateIdx in the upper bits, valMPS in the
 * lowest. The tables of the standard are JCodec's.
 */
final class ContextModels {
    private static final int COUNT = 1024;
    /** cabac_init_idc: which of three tables P slices start with. Measured on grainy pans: 0 is the best. */
    static final int INITIAL_TABLE = 0;

    /** The state after a bin, at state · 2 + bin. */
    private static final byte[] NEXT = next();

    private final byte[] states = new byte[COUNT];

    private static byte[] next() {
        byte[] next = new byte[256];
        for (int state = 0; state < 128; state++) {
            int index = state >> 1;
            int probable = state & 1;
            int after = probable ^ (index == 0 ? 1 : 0); // after the less probable one
            next[2 * state + probable] = (byte) (Math.min(index + 1, 62) << 1 | probable);
            next[2 * state + 1 - probable] = (byte) (MConst.transitLPS[index] << 1 | after);
        }
        return next;
    }

    /** Starts a slice of a QP from 0 to 51. */
    void begin(int qp, boolean isInter) {
        int[] slopes =
                isInter ? CABACContst.cabac_context_init_PB_A[INITIAL_TABLE] : CABACContst.cabac_context_init_I_A;
        int[] offsets =
                isInter ? CABACContst.cabac_context_init_PB_B[INITIAL_TABLE] : CABACContst.cabac_context_init_I_B;
        for (int i = 0; i < COUNT; i++) {
            int state = Math.max(1, Math.min(126, (slopes[i] * qp >> 4) + offsets[i]));
            states[i] = (byte) (state < 64 ? 63 - state << 1 : state - 64 << 1 | 1);
        }
    }

    /** 0 to 127. */
    int state(int context) {
        return states[context];
    }

    /** Learns from a bin; returns the state before. */
    int learn(int context, int value) {
        int state = states[context];
        states[context] = NEXT[2 * state + value];
        return state;
    }
}
