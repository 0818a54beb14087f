package dev.kinora.local.load;

import dev.kinora.local.load.LoadedService.Footprint;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Everything at once, on one service, and what became of it. */
final class Onslaught {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final int FAULTS_SHOWN = 20;

    private final LoadedService service;
    private final Tally tally = new Tally();
    private final Ledger ledger = new Ledger();
    private final Audience audience;
    private final int listeners;
    private final Sender sender;
    private final Hostiles hostiles;
    private final Probe probe;

    /** @param listeners to events, at a time */
    Onslaught(LoadedService service, int listeners) {
        URI address = service.address();
        this.service = service;
        this.listeners = listeners;
        this.audience = new Audience(address, tally, ledger, listeners);
        this.sender = new Sender(address, tally, ledger);
        this.hostiles = new Hostiles(address, tally, ledger);
        this.probe = new Probe(address, tally);
    }

    /**
     * Sends wave after wave, the next one when all jobs of the last have ended, and prints what was seen.
     *
     * @return whether nothing was lost, doubled, or answered as it should not be
     */
    boolean run(Duration duration, int jobs) throws IOException, InterruptedException {
        Footprint before = service.footprint();
        long end = System.nanoTime() + duration.toNanos();
        audience.start();
        probe.start();
        hostiles.start();
        int waves = 0;
        while (System.nanoTime() < end) {
            sender.wave(waves++, jobs);
            System.out.printf("wave %d: %d taken so far, %d still open%n", waves, ledger.promised(), ledger.open());
            await(() -> ledger.open() == 0);
        }
        hostiles.stop();
        await(() -> ledger.open() == 0);
        await(audience::isEven);
        probe.stop();
        report(waves, jobs, before);
        return judge();
    }

    private void report(int waves, int jobs, Footprint before) throws IOException {
        System.out.printf("%n%d waves of %d jobs%n", waves, jobs);
        tally.lines().forEach(System.out::println);
        System.out.printf(
                "promised with 202: %d; accepted %d, published %d, cancelled %d, rejected %d, told more than once %d%n",
                ledger.promised(),
                ledger.with(Ledger.ACCEPTED),
                ledger.with("ClipPublished"),
                ledger.with("JobCancelled"),
                ledger.with(Ledger.REJECTED),
                ledger.repeated());
        System.out.printf(
                "%d listeners, %d events each, %d times come back%n", listeners, audience.events(), audience.returns());
        probe.lines().forEach(System.out::println);
        System.out.println("before: " + words(before));
        System.out.println("after: " + words(service.footprint()));
        System.out.println("warnings and errors in the service's log: " + service.complaints());
    }

    private boolean judge() {
        List<String> faults = new ArrayList<>(tally.faults());
        faults.addAll(ledger.faults());
        faults.addAll(audience.faults());
        if (!service.isAlive()) {
            faults.add("the service has ended");
        }
        faults.stream().limit(FAULTS_SHOWN).forEach(fault -> System.out.println("FAULT " + fault));
        System.out.println(faults.isEmpty() ? "nothing lost, doubled or wrong" : faults.size() + " faults");
        return faults.isEmpty();
    }

    /** What does not come in time is told as a fault. */
    private void await(BooleanSupplier there) throws InterruptedException {
        long patience = System.nanoTime() + PATIENCE.toNanos();
        while (!there.getAsBoolean() && System.nanoTime() < patience && service.isAlive()) {
            TimeUnit.MILLISECONDS.sleep(200);
        }
    }

    private static String words(Footprint footprint) {
        return "%d MiB resident, at most %d MiB, %d threads"
                .formatted(footprint.residentMebibytes(), footprint.peakMebibytes(), footprint.threads());
    }
}
