package dev.kinora.contract;

/** The stages' names, as they stand in events, groups and on the command line. */
public final class Stages {
    /** Takes requests. */
    public static final String INGEST = "ingest";
    /** Still to frames. */
    public static final String I2V = "i2v";
    /** Frames to MP4. */
    public static final String INTERPOLATION = "interpolation";
    /** MP4 to published clip. */
    public static final String STORAGE = "storage";

    private Stages() {}
}
