package dev.kinora.local.chaos;

import java.io.IOException;
import java.util.Random;

/** Does harm, one deed at a time. */
final class Mischief {
    private static final long SHORTEST_PAUSE_MILLIS = 1500;
    private static final int LONGEST_EXTRA_MILLIS = 3000;
    private static final int BROKER_EVERY = 20;
    private static final int STORE_EVERY = 15;

    private final Random random;
    private final Crew crew;
    private final Servers servers;
    private final long leaseMillis;
    private final int awayMillis;

    /**
     * @param leaseMillis after which a frozen worker's job is anybody's
     * @param awayMillis for which a server is away at most, but for its start
     */
    Mischief(Random random, Crew crew, Servers servers, long leaseMillis, int awayMillis) {
        this.random = random;
        this.crew = crew;
        this.servers = servers;
        this.leaseMillis = leaseMillis;
        this.awayMillis = awayMillis;
    }

    /** So many deeds; servers are restarted at least once each. */
    void run(int deeds) throws IOException, InterruptedException {
        for (int deed = 1; deed <= deeds; deed++) {
            Thread.sleep(SHORTEST_PAUSE_MILLIS + random.nextInt(LONGEST_EXTRA_MILLIS));
            System.out.printf("  %2d %s%n", deed, deed(deed));
            int missing = crew.replaceMissing();
            if (missing > 0) {
                System.out.println("     workers that had ended by themselves: " + missing);
            }
        }
    }

    private String deed(int number) throws IOException, InterruptedException {
        if (number % BROKER_EVERY == 4) {
            return restart(servers.broker());
        }
        if (number % STORE_EVERY == 6) {
            return restart(servers.store());
        }
        int dice = random.nextInt(10);
        if (dice < 7) {
            return crew.kill(random);
        }
        return dice < 9 ? crew.terminate(random) : crew.freeze(random, leaseMillis + leaseMillis / 2);
    }

    private String restart(ServerProcess server) throws IOException, InterruptedException {
        boolean polite = random.nextBoolean();
        long away = awayMillis / 5 + random.nextInt(awayMillis * 4 / 5);
        server.restart(polite, away);
        return (polite ? "SIGTERM" : "kill -9") + " on the " + server.kind() + ", away for " + away
                + " ms and its start";
    }
}
