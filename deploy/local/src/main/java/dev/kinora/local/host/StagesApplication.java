package dev.kinora.local.host;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;

/** Stays up until told to stop: the stages live from their messages. */
public final class StagesApplication implements QuarkusApplication {
    @Override
    public int run(String... arguments) {
        StageHost.started();
        Quarkus.waitForExit();
        return 0;
    }
}
