package dev.kinora.ingest.board;

import dev.kinora.contract.Failure;
import java.time.Duration;

/** No other job may be opened now. */
public final class ExcessException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Failure limit;
    private final Duration pause;

    ExcessException(Reservations.Excess excess) {
        super(excess.limit().message());
        this.limit = excess.limit();
        this.pause = excess.pause();
    }

    /** The limit that is reached, by the name it has among the settings. */
    public Failure limit() {
        return limit;
    }

    /** After which it may be worth asking again. */
    public Duration pause() {
        return pause;
    }
}
