package dev.kinora.engine.checkpoint;

/** Height and width of a picture, in pixels or in latent cells. */
record Resolution(long height, long width) {
    /** After halving so many times, odd sides rounded up. */
    Resolution halved(int times) {
        return times == 0 ? this : new Resolution((height + 1) / 2, (width + 1) / 2).halved(times - 1);
    }

    long cells() {
        return height * width;
    }
}
