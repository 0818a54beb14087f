package dev.kinora.mp4.h264;

/**
 * A quantisation parameter between those that H.264 has, for the pictures of a group: so many eighths of them are a step
 * coarser.
 *
 * @param eighths 0 to 408, eight times QP 0 to 51
 */
public record FineQp(int eighths) implements Comparable<FineQp> {
    private static final int PARTS = 8;
    /** The coarsest there is. */
    public static final int GREATEST = 51 * PARTS;

    /** Spreads the coarser pictures evenly; the first of eight, which others may be predicted from, is none of them. */
    private static final int[] TURN = {0, 4, 2, 6, 1, 5, 3, 7};

    public FineQp {
        if (eighths < 0 || eighths > GREATEST) {
            throw new IllegalArgumentException(eighths + " eighths are no QP from 0 to 51");
        }
    }

    /** The same for all pictures, 0 to 51. */
    public static FineQp of(int qp) {
        return new FineQp(PARTS * qp);
    }

    /** QP of the picture at this place of its group, 0 to 51. */
    int at(int place) {
        return (eighths + TURN[place % PARTS]) / PARTS;
    }

    /** On average. */
    public double mean() {
        return (double) eighths / PARTS;
    }

    @Override
    public int compareTo(FineQp other) {
        return Integer.compare(eighths, other.eighths);
    }
}
