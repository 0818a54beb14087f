package dev.kinora.ingest.board;

/**
 * How many jobs may be open when another is asked for.
 *
 * @param owner label of the key that asks; null if there is none
 * @param openOfAll jobs that may be open in all
 * @param openOfOwner jobs that may be open of this owner
 * @param dailyOfOwner jobs of this owner within 24 hours, refused ones not counted
 */
public record Allowance(String owner, int openOfAll, int openOfOwner, int dailyOfOwner) {

    /** Of nobody in particular. */
    public static Allowance ofAll(int open) {
        return new Allowance(null, open, Integer.MAX_VALUE, Integer.MAX_VALUE);
    }
}
