package dev.kinora.engine.noise;

import dev.kinora.inference.Tensor;

/**
 * The reference's CPU generator: {@code torch.Generator().manual_seed(seed)} and {@code torch.randn}, float32.
 *
 * <p>Each tensor draws its uniforms u = 24 bits · 2⁻²⁴ in order; every block of 16 is then paired, the first eight with
 * the last eight, by Box and Muller. A length that is no multiple of 16 draws 16 fresh uniforms over its last 16 places
 * and pairs those again. Values agree with the reference within two units in the last place (5e-7 at most, its own log,
 * cos and sin being approximate); StrictMath gives the same bits on every machine. Only the seed's low 32 bits count, as there. Under 16 values the reference takes another
 * path, which no picture is small enough to need: refused. Not thread-safe.
 */
public final class SeededNoise implements Noise {
    private static final int BLOCK = 16;
    private static final int PAIRS = BLOCK / 2;
    private static final float UNIT = 0x1p-24f;
    private static final float TWO_PI = (float) (2 * Math.PI);

    private final MersenneTwister twister;
    private long position;

    /** @param seed of which the low 32 bits count */
    public SeededNoise(long seed) {
        twister = new MersenneTwister((int) seed);
    }

    /**
     * Goes on where another of the same seed stood.
     *
     * @param position of the other, see {@link #position()}
     */
    public SeededNoise(long seed, long position) {
        this(seed);
        moveTo(position);
    }

    /**
     * Leaves numbers out, as if they had been drawn.
     *
     * @param target where another of the same seed stood; see {@link #position()}
     * @throws IllegalArgumentException if that is behind
     */
    public void moveTo(long target) {
        if (target < position) {
            throw new IllegalArgumentException("noise at " + position + " cannot go back to " + target);
        }
        for (; position < target; position++) {
            twister.nextInt();
        }
    }

    /** How many uniform numbers were drawn so far: with the seed, all there is to know of this generator. */
    public long position() {
        return position;
    }

    /** @throws IllegalArgumentException for a shape of fewer than 16 values */
    @Override
    public Tensor normal(long... shape) {
        long size = 1;
        for (long side : shape) {
            size = Math.multiplyExact(size, side);
        }
        return Tensor.of(values(Math.toIntExact(size)), shape);
    }

    private float[] values(int size) {
        if (size < BLOCK) {
            throw new IllegalArgumentException(size + " values of noise, expected at least " + BLOCK);
        }
        float[] values = new float[size];
        uniforms(values, 0, size);
        for (int start = 0; start + BLOCK <= size; start += BLOCK) {
            pair(values, start);
        }
        if (size % BLOCK != 0) {
            uniforms(values, size - BLOCK, size);
            pair(values, size - BLOCK);
        }
        return values;
    }

    private void uniforms(float[] values, int from, int to) {
        for (int i = from; i < to; i++) {
            values[i] = (twister.nextInt() & 0xFFFFFF) * UNIT;
        }
        position += to - from;
    }

    /** Angle and radius are rounded to float32 where the reference rounds them; only log, cos and sin differ. */
    private static void pair(float[] values, int start) {
        for (int j = start; j < start + PAIRS; j++) {
            float radius = (float) Math.sqrt(-2f * (float) StrictMath.log(1 - values[j]));
            float angle = TWO_PI * values[j + PAIRS];
            values[j] = radius * (float) StrictMath.cos(angle);
            values[j + PAIRS] = radius * (float) StrictMath.sin(angle);
        }
    }
}
