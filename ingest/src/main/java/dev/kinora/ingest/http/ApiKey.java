package dev.kinora.ingest.http;

import dev.kinora.ingest.board.Allowance;

/**
 * A key, as far as anything here knows it.
 *
 * @param label its name, no secret
 * @param sha256 of the key, lower-case hexadecimal
 * @param rate requests a minute, 1 or more; {@link #UNLIMITED} for any number
 * @param quota jobs open at once, 0 or more; {@link #UNLIMITED} for any number
 * @param daily jobs within 24 hours, 0 or more; {@link #UNLIMITED} for any number
 */
record ApiKey(String label, String sha256, int rate, int quota, int daily) {
    static final int UNLIMITED = Integer.MAX_VALUE;

    /** What may be open when this key asks for another job. */
    Allowance allowance(int openOfAll) {
        return new Allowance(label, openOfAll, quota, daily);
    }

    @Override
    public String toString() {
        return "key " + label;
    }
}
