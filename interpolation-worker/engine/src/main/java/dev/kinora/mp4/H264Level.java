package dev.kinora.mp4;

/** The least level of ITU-T H.264 table A-1 that a stream of our encoder fits in. */
final class H264Level {
    /** level_idc, macroblocks a second, macroblocks a picture; our bit rates need 4.1 (50 Mbit/s) at least. */
    private static final int[][] LEVELS = {
        {41, 245_760, 8_192},
        {42, 522_240, 8_704},
        {50, 589_824, 22_080},
        {51, 983_040, 36_864},
        {52, 2_073_600, 36_864},
        {60, 4_177_920, 139_264},
        {61, 8_355_840, 139_264},
        {62, 16_711_680, 139_264},
    };

    private H264Level() {}

    /**
     * Looks up a level; the highest one where even that is too low.
     *
     * @return level_idc: ten times the level's number
     */
    static int of(int macroblocks, FrameRate rate) {
        double macroblocksPerSecond = macroblocks * rate.framesPerSecond();
        for (int[] level : LEVELS) {
            if (macroblocksPerSecond <= level[1] && macroblocks <= level[2]) {
                return level[0];
            }
        }
        return LEVELS[LEVELS.length - 1][0];
    }
}
