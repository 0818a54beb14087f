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

    /** Setting that lists the stages to run in this process, separated by commas. */
    public static final String SETTING = "kinora.stages";
    /** Its default: every stage. */
    public static final String ALL = INGEST + "," + I2V + "," + INTERPOLATION + "," + STORAGE;

    private Stages() {}
}
