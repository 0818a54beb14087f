package dev.kinora.interpolation.engine;

/**
 * What a job's windows have in common.
 *
 * @param fps of the job, as the model is conditioned
 * @param motionBucket of the job
 * @param seed of the job
 * @param windowsTogether windows that go through the network at once, at least 1; changes memory, not pixels
 */
public record WindowSettings(int fps, int motionBucket, long seed, int windowsTogether) {
    private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

    public WindowSettings {
        if (windowsTogether < 1) {
            throw new IllegalArgumentException(windowsTogether + " windows together, expected at least 1");
        }
    }

    /**
     * The seed of one window's noise: the job's seed and the window's place, mixed by SplitMix64 (Steele et al. 2014), so
     * that neither neighbouring windows nor jobs of neighbouring seeds share noise.
     *
     * @param pass 0 or 1
     * @param gap the window's number in its pass
     */
    long windowSeed(int pass, int gap) {
        long mixed = seed + GOLDEN_GAMMA * (2L * gap + pass + 1);
        mixed = (mixed ^ (mixed >>> 30)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
        return mixed ^ (mixed >>> 31);
    }
}
