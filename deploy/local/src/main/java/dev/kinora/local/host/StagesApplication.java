package dev.kinora.local.host;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import io.smallrye.health.SmallRyeHealthReporter;

/** Stays up until told to stop: the stages live from their messages. */
public final class StagesApplication implements QuarkusApplication {
    private static final long BETWEEN_LOOKS_MILLIS = 100;

    private final SmallRyeHealthReporter health;

    StagesApplication(SmallRyeHealthReporter health) {
        this.health = health;
    }

    @Override
    public int run(String... arguments) {
        StageHost.started();
        Thread watch = new Thread(this::awaitReady, "readiness");
        watch.setDaemon(true);
        watch.start();
        Quarkus.waitForExit();
        return 0;
    }

    private void awaitReady() {
        try {
            while (health.getReadiness().isDown()) {
                Thread.sleep(BETWEEN_LOOKS_MILLIS);
            }
            StageHost.ready();
        } catch (InterruptedException leaving) {
            Thread.currentThread().interrupt();
        }
    }
}
