package dev.kinora.local.host;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import io.smallrye.health.SmallRyeHealthReporter;
import jakarta.json.JsonObject;
import java.util.List;

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
            StageHost.ready(this::missing);
        } catch (InterruptedException leaving) {
            Thread.currentThread().interrupt();
        }
    }

    /** What each stage that is not ready waits for. */
    private List<String> missing() {
        return health.getReadiness().getPayload().getJsonArray("checks").getValuesAs(JsonObject.class).stream()
                .filter(check -> check.getString("status").equals("DOWN") && check.containsKey("data"))
                .map(check -> check.getJsonObject("data").getString("missing", ""))
                .filter(what -> !what.isEmpty())
                .distinct()
                .toList();
    }
}
