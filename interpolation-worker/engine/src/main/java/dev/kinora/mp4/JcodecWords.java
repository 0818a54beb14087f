package dev.kinora.mp4;

import org.jcodec.common.logging.Logger;

/** What JCodec has to say of damaged files; it would print that on stdout, which is not its own. */
final class JcodecWords {
    static {
        Logger.addSink(message -> {}); // the caller is told by an exception
    }

    private JcodecWords() {}

    /** From now on nothing is printed. */
    static void hush() {}
}
