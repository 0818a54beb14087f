package dev.kinora.engine.noise;

/**
 * MT19937 (Matsumoto and Nishimura 1998) with the 2002 seeding. Hand-written: the JDK has no such generator and the
 * reference's frames depend on this one.
 */
final class MersenneTwister {
    private static final int LENGTH = 624;
    private static final int SHIFT = 397;

    private final int[] state = new int[LENGTH];
    private int next = LENGTH;

    MersenneTwister(int seed) {
        state[0] = seed;
        for (int i = 1; i < LENGTH; i++) {
            state[i] = 1_812_433_253 * (state[i - 1] ^ (state[i - 1] >>> 30)) + i;
        }
    }

    /** The next 32 bits. */
    int nextInt() {
        if (next == LENGTH) {
            refill();
        }
        int y = state[next++];
        y ^= y >>> 11;
        y ^= (y << 7) & 0x9D2C5680;
        y ^= (y << 15) & 0xEFC60000;
        return y ^ (y >>> 18);
    }

    private void refill() {
        for (int i = 0; i < LENGTH; i++) {
            int y = (state[i] & 0x80000000) | (state[(i + 1) % LENGTH] & 0x7FFFFFFF);
            state[i] = state[(i + SHIFT) % LENGTH] ^ (y >>> 1) ^ ((y & 1) * 0x9908B0DF);
        }
        next = 0;
    }
}
