package dev.kinora.mp4.h264;

/** Which pictures of a group are predicted from which, and how finely each is quantised. */
public enum Cadence {
    /** Each from the one before: where much changes from picture to picture. */
    EVERY(1, 0, 0, 1),
    /**
     * Every eighth from the eighth before it, those between from the last such and of use to nobody: where the same things
     * move on. A picture that comes by eight steps of interpolation has lost its detail, one that comes by one has not.
     */
    EIGHTH(8, -1, 1, 2);

    private final int distance;
    private final int referenceQp;
    private final int passingQp;
    /** So many steps of QP a key picture is finer: it serves all that follow. Measured on grainy pans: 3 and 9 are worse. */
    private final int keyFiner;

    Cadence(int distance, int referenceQp, int passingQp, int keyFiner) {
        this.distance = distance;
        this.referenceQp = referenceQp;
        this.passingQp = passingQp;
        this.keyFiner = keyFiner;
    }

    /** Whether later pictures are predicted from the picture at this place of its group, the key picture being 0. */
    boolean isReference(int place) {
        return place % distance == 0;
    }

    /** QP of a picture, 0 to 51, for a QP of the clip. */
    int qp(int clipQp, int place) {
        int offset = place == 0 ? -keyFiner : isReference(place) ? referenceQp : passingQp;
        return Math.max(0, Math.min(51, clipQp + offset));
    }
}
