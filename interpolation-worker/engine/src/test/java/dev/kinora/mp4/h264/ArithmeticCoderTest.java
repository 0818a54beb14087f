package dev.kinora.mp4.h264;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.util.Random;
import org.jcodec.codecs.common.biari.MDecoder;
import org.jcodec.codecs.h264.io.CABAC;
import org.jcodec.codecs.h264.io.model.SliceType;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against JCodec's decoder of the same code. */
class ArithmeticCoderTest {
    private static final int BINS = 200_000;

    /** How bins come: of any context with a probability of its own, now and then evenly likely ones. */
    private static final class Source {
        private final Random random;
        private final double shift;

        Source(int seed) {
            random = new Random(seed);
            shift = seed;
        }

        int context() {
            return random.nextInt(12) == 0 ? -1 : random.nextInt(1024);
        }

        int bin(int context) {
            double probability = context < 0 ? 0.5 : 0.5 + 0.499 * Math.sin(context + shift);
            return random.nextDouble() < probability ? 1 : 0;
        }
    }

    static MDecoder decoder(ByteBuffer bytes, int qp, boolean isInter) {
        int[][] models = new int[2][1024];
        new CABAC(1).initModels(models, isInter ? SliceType.P : SliceType.I, ContextModels.INITIAL_TABLE, qp);
        return new MDecoder(bytes, models);
    }

    private static ByteBuffer written(int qp, boolean isInter, int seed) {
        ContextModels models = new ContextModels();
        ArithmeticCoder coder = new ArithmeticCoder(models);
        models.begin(qp, isInter);
        coder.begin(ByteBuffer.allocate(3));
        Source source = new Source(seed);
        for (int i = 0; i < BINS; i++) {
            int context = source.context();
            int bin = source.bin(context);
            if (context < 0) {
                coder.bypass(bin, 1);
                coder.terminate(0);
            } else {
                coder.bin(context, bin);
            }
        }
        coder.terminate(1);
        return coder.finish().position(3);
    }

    @ParameterizedTest
    @CsvSource({"0, true, 0", "0, false, 1", "26, true, 2", "37, false, 3", "51, true, 4", "51, false, 5"})
    void anotherDecoderReadsTheBins(int qp, boolean isInter, int seed) {
        ByteBuffer bytes = written(qp, isInter, seed);
        MDecoder decoder = decoder(bytes, qp, isInter);
        Source source = new Source(seed);
        for (int i = 0; i < BINS; i++) {
            int context = source.context();
            int bin = source.bin(context);
            assertEquals(bin, context < 0 ? decoder.decodeBinBypass() : decoder.decodeBin(context), "bin " + i);
            assertEquals(0, context < 0 ? decoder.decodeFinalBin() : 0);
        }
        assertEquals(1, decoder.decodeFinalBin());
        assertEquals(0, bytes.remaining());
    }

    /** A trial's price, summed over bins that are then coded, is their length; counting teaches the contexts nothing. */
    @ParameterizedTest
    @CsvSource({"0, true", "30, false"})
    void whatIsCountedIsWhatIsWritten(int qp, boolean isInter) {
        ContextModels models = new ContextModels();
        ArithmeticCoder coder = new ArithmeticCoder(models);
        BinCounter counter = new BinCounter(models);
        models.begin(qp, isInter);
        coder.begin(ByteBuffer.allocate(0));
        Source source = new Source(qp);
        counter.restart();
        for (int i = 0; i < BINS; i++) {
            int context = Math.max(0, source.context());
            int bin = source.bin(context);
            counter.bin(context, bin);
            counter.bin(1, 0);
            coder.bin(context, bin);
            coder.bin(1, 0);
        }
        coder.terminate(1);
        double bits = 8.0 * coder.finish().remaining();
        assertEquals(bits, counter.count() / (double) BinCounter.BIT, 0.01 * bits);
    }
}
