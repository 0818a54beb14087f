package dev.kinora.local.load;

import java.util.Set;

/** What is sent, and which statuses may come of it; anything else is a fault of the service. */
enum Deed {
    SUBMIT("submissions", 202, 429, 503),
    CANCEL("cancels", 202, 409, 429, 503),
    LISTEN("listeners let in", 200),
    HEALTH("GET /q/health", 200),
    LIST("GET /v1/jobs", 200),
    SLOW("slow uploads", 408, 429, Deed.CUT),
    LARGE("too large, as Content-Length says", 413),
    LARGE_UNTOLD("too large, without Content-Length", 413, 429, Deed.CUT),
    BOMB("PNG bombs", 202, 422, 429, 503),
    TRUNCATED("truncated PNGs", 202, 422, 429, 503),
    BAD_JSON("malformed JSON", 400, 422, 429),
    BAD_FORM("malformed multipart", 400, 422, 429),
    UNKNOWN("unknown ids", 404);

    /** Instead of a status: the connection ended without an answer. */
    static final int CUT = 0;

    private final String words;
    private final Set<Integer> expected;

    Deed(String words, Integer... expected) {
        this.words = words;
        this.expected = Set.of(expected);
    }

    String words() {
        return words;
    }

    boolean expects(int status) {
        return expected.contains(status);
    }
}
