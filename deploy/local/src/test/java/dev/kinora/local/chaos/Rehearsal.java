package dev.kinora.local.chaos;

import dev.kinora.contract.ObjectKeys;
import dev.kinora.contract.ObjectRef;
import dev.kinora.contract.Stages;
import dev.kinora.contract.Topics;
import dev.kinora.local.chaos.PlannedJob.Fate;
import dev.kinora.objects.ObjectStore;
import dev.kinora.objects.StoreSettings;
import dev.kinora.work.BrokerSettings;
import dev.kinora.work.StageParts;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;

/** A whole pipeline in several processes, first left in peace, then not. {@link #run} tells it. */
final class Rehearsal implements AutoCloseable {
    private static final long LEASE_MILLIS = 6000;
    /** Leftovers of ended jobs are swept soon, so that this rehearsal can wait for it. */
    private static final Map<String, String> WORKERS = Map.of(
            "kinora.inference.threads", "1",
            "kinora.storage.retention.frames", "10s",
            "kinora.storage.retention.checkpoints", "10s",
            "kinora.storage.retention.interval", "5s");

    private final ChaosOptions options;
    private final Path folder;
    private final Random random;
    private final Servers servers;
    private long lastLeft = -1;
    private final StageParts parts = new StageParts();

    Rehearsal(ChaosOptions options, Path folder) throws IOException {
        this.options = options;
        this.folder = folder;
        this.random = new Random(options.seed());
        this.servers = parts.keep(new Servers(folder));
    }

    /** Whether everything ended as it should; prints what happens and what came of it. */
    boolean run() throws Exception {
        // 1 broker, store and workers, each in a process of its own
        Map<String, String> settings = servers.start(options.root(), WORKERS);
        BrokerSettings kafka = BrokerSettings.from(settings);
        shortenLeases(kafka);
        ObjectStore objects =
                parts.keep(new ObjectStore(StoreSettings.from(key -> Optional.ofNullable(settings.get(key)))));
        Crew crew = parts.keep(new Crew(options.root(), folder));
        Journal journal = parts.keep(new Journal(kafka, started -> killIfDeadly(crew, started.id(), started.worker())));
        Sender sender = parts.keep(new Sender(kafka));
        Plan plan = new Plan(random, options.picture());

        // 2 in peace: what each recipe's bytes are
        Map<String, String> checksums = calm(plan.calm(), sender, journal, objects);

        // 3 in trouble: jobs come while workers and servers go
        List<PlannedJob> jobs = plan.jobs(options.jobs());
        CompletableFuture<Void> sending = CompletableFuture.runAsync(() -> send(jobs, sender));
        new Mischief(random, crew, servers, LEASE_MILLIS, (int) options.away().toMillis()).run(options.kills());
        sending.get();
        System.out.println("peace again; waiting for what is still under way");
        await(() -> revive(crew) && left(jobs, journal) == 0);

        // 4 what came of it, once the sweeper has been there
        Verdict verdict = new Verdict(objects, journal, checksums);
        await(() -> verdict.orphans().isEmpty());
        verdict.judge(jobs);
        return report(jobs, journal, verdict);
    }

    /** Short leases: a frozen worker is to be noticed within this rehearsal. */
    private static void shortenLeases(BrokerSettings broker) throws Exception {
        try (Admin admin = Admin.create(broker.client())) {
            for (String stage : List.of(Stages.I2V, Stages.INTERPOLATION, Stages.STORAGE)) {
                ConfigResource group = new ConfigResource(ConfigResource.Type.GROUP, Topics.group(stage));
                ConfigEntry lock = new ConfigEntry("share.record.lock.duration.ms", Long.toString(LEASE_MILLIS));
                admin.incrementalAlterConfigs(Map.of(group, List.of(new AlterConfigOp(lock, AlterConfigOp.OpType.SET))))
                        .all()
                        .get();
            }
        }
    }

    private Map<String, String> calm(List<PlannedJob> jobs, Sender sender, Journal journal, ObjectStore objects)
            throws InterruptedException {
        System.out.println(jobs.size() + " jobs in peace");
        jobs.forEach(sender::send);
        await(() -> jobs.stream().allMatch(job -> Verdict.isOver(job, journal)));
        Map<String, String> checksums = new TreeMap<>();
        for (PlannedJob job : jobs) {
            String clip = objects.stat(ObjectKeys.publishedClip(job.id()))
                    .map(ObjectRef::sha256)
                    .orElseThrow(() -> new IllegalStateException(job.id() + " ended " + journal.ends(job.id())));
            checksums.put(job.recipe().name(), clip);
        }
        System.out.println(options.jobs() + " jobs and " + options.kills() + " deeds, seed " + options.seed());
        return checksums;
    }

    /** Spread over the time of the deeds; some are cancelled a little later. */
    private void send(List<PlannedJob> jobs, Sender sender) {
        Random pace = new Random(options.seed());
        long between = 3000L * options.kills() / jobs.size();
        for (PlannedJob job : jobs) {
            sender.send(job);
            if (job.fate() == Fate.CANCELLED) {
                CompletableFuture.runAsync(
                        () -> sender.cancel(job.id()),
                        CompletableFuture.delayedExecutor(pace.nextInt(3000), TimeUnit.MILLISECONDS));
            }
            sleep(between / 2 + pace.nextLong(between + 1));
        }
    }

    /** A job that kills its JVM: whoever says that it has begun with it dies at once. */
    private static void killIfDeadly(Crew crew, String id, String worker) {
        try {
            if (id.equals("deadly") && crew.kill(Long.parseLong(worker.substring(worker.lastIndexOf('-') + 1)))) {
                System.out.println("     the deadly job has killed " + worker);
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Says it whenever it has changed. */
    private long left(List<PlannedJob> jobs, Journal journal) {
        long left = jobs.stream().filter(job -> !Verdict.isOver(job, journal)).count();
        if (left != lastLeft) {
            System.out.println("     " + left + " jobs to go");
            lastLeft = left;
        }
        return left;
    }

    private static boolean revive(Crew crew) {
        try {
            return crew.replaceMissing() >= 0;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private boolean report(List<PlannedJob> jobs, Journal journal, Verdict verdict) {
        List<String> orphans = verdict.orphans();
        long lost = verdict.faults().stream()
                .filter(fault -> fault.endsWith(": lost"))
                .count();
        long bytes = verdict.faults().stream()
                .filter(fault -> fault.contains("different bytes"))
                .count();
        Stream.concat(verdict.faults().stream(), orphans.stream().map(key -> "left behind: " + key))
                .forEach(fault -> System.out.println("FAULT " + fault));
        System.out.printf("%d jobs, %d deeds: %s%n", jobs.size(), options.kills(), verdict.counts());
        System.out.printf("%d starts of a stage, %d final events told again%n", journal.starts(), journal.repeats());
        System.out.printf(
                "%d lost, %d different bytes, %d other faults, %d objects left behind%n",
                lost, bytes, verdict.faults().size() - lost - bytes, orphans.size());
        return verdict.faults().isEmpty() && orphans.isEmpty();
    }

    /** Waits, but not for ever; what has not come then is judged as it is. */
    private void await(BooleanSupplier done) throws InterruptedException {
        long end = System.nanoTime() + options.patience().toNanos();
        while (!done.getAsBoolean() && System.nanoTime() < end) {
            Thread.sleep(500);
        }
    }

    private static void sleep(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        parts.close();
    }
}
