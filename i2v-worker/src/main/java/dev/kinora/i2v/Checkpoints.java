package dev.kinora.i2v;

import dev.kinora.contract.FailureException;
import dev.kinora.contract.FailureKind;
import dev.kinora.contract.Job;
import dev.kinora.contract.ObjectKeys;
import dev.kinora.contract.ObjectRef;
import dev.kinora.engine.resume.RunIdentity;
import dev.kinora.engine.resume.RunState;
import dev.kinora.engine.resume.RunStateFile;
import dev.kinora.engine.resume.RunStates;
import dev.kinora.inference.Cancellation;
import dev.kinora.objects.ObjectMissingException;
import dev.kinora.objects.ObjectStore;
import dev.kinora.work.Lease;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * One job's checkpoints in the store, {@code {step}-{run}.safetensors}, each written whole or not at all. Written by a thread of
 * their own, one at a time; one that fails is told once and costs the job nothing. Whoever writes one that nobody wants any more,
 * as its job has ended meanwhile, takes it away again.
 */
final class Checkpoints implements RunStates, AutoCloseable {
    private static final Logger LOG = Logger.getLogger(Checkpoints.class);
    private static final String CONTENT_TYPE = "application/octet-stream";
    private static final long CLOSING_PATIENCE_SECONDS = 10;

    private final ObjectStore store;
    private final String id;
    private final int steps;
    private final CheckpointPacing pacing;
    private final Lease lease;
    private final Cancellation cancellation;
    private final ExecutorService writer = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "i2v-checkpoint");
        thread.setDaemon(true);
        return thread;
    });
    /** Of this run, and older than the newest; only the writer's after the start. */
    private final List<String> older = new ArrayList<>();

    private Future<?> pending = CompletableFuture.completedFuture(null);
    private RunState last;
    private boolean isLastSafe = true;
    private long lastNanos = System.nanoTime();
    private boolean warned;

    /**
     * @param lease of the job
     * @param cancellation of the run: when it asks to stop, the last state is written whatever it costs
     */
    Checkpoints(ObjectStore store, Job job, CheckpointPacing pacing, Lease lease, Cancellation cancellation) {
        this.store = store;
        this.id = job.id();
        this.steps = job.parameters().sampling().steps();
        this.pacing = pacing;
        this.lease = lease;
        this.cancellation = cancellation;
    }

    /** Removes every checkpoint of a job; those that the store keeps for now are the sweeper's. */
    static void remove(ObjectStore store, String id) {
        try {
            store.list(ObjectKeys.checkpoints(id)).map(ObjectRef::key).forEach(store::remove);
        } catch (FailureException away) {
            LOG.warnf("job %s: its checkpoints stay for now: %s", id, away.getMessage());
        }
    }

    /** @throws FailureException DEPENDENCY_DOWN if the store cannot tell */
    @Override
    public Optional<RunState> latest(RunIdentity run) {
        List<String> newestFirst = store.list(ObjectKeys.checkpoints(id))
                .map(ObjectRef::key)
                .sorted(Comparator.reverseOrder())
                .toList();
        newestFirst.stream().filter(key -> key.endsWith(ending(run))).forEach(older::add);
        Optional<RunState> newest = newestFirst.stream()
                .map(key -> read(key, run))
                .flatMap(Optional::stream)
                .findFirst();
        newest.ifPresent(state -> LOG.infof(
                "job %s goes on after step %d of %d", id, state.solver().step(), steps));
        return newest;
    }

    @Override
    public void reached(RunState state) {
        last = state;
        isLastSafe = false;
        long now = System.nanoTime();
        if (pending.isDone() && pacing.isDue(state.bytes(), now - lastNanos)) {
            lastNanos = now;
            submit();
        }
    }

    /** Waits until what is to be written is. */
    @Override
    public void close() {
        if (cancellation.isStopRequested() && !isLastSafe) {
            submit();
        }
        writer.shutdown();
        try {
            if (!writer.awaitTermination(CLOSING_PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                writer.shutdownNow();
            }
        } catch (InterruptedException told) {
            writer.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }

    private void submit() {
        RunState state = last;
        isLastSafe = true;
        pending = writer.submit(() -> write(state));
    }

    private void write(RunState state) {
        try {
            long begin = processorNanos();
            put(state);
            pacing.wrote(state.bytes(), processorNanos() - begin);
        } catch (RuntimeException | IOException | OutOfMemoryError failed) {
            if (!warned) {
                LOG.warnf("job %s: no checkpoint could be written (told once): %s", id, failed.getMessage());
            }
            warned = true;
        }
    }

    /** Waiting for the store costs the denoising nothing. */
    private static long processorNanos() {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        return threads.isCurrentThreadCpuTimeSupported() ? threads.getCurrentThreadCpuTime() : System.nanoTime();
    }

    private void put(RunState state) throws IOException {
        String key =
                ObjectKeys.checkpoints(id) + "%04d%s".formatted(state.solver().step(), ending(state.run()));
        Path file = Files.createTempFile(id + "-", ".checkpoint");
        try {
            RunStateFile.write(state, file);
            store.put(key, file, CONTENT_TYPE);
        } finally {
            Files.delete(file);
        }
        List<String> outdated =
                older.stream().filter(other -> !other.equals(key)).toList();
        older.clear();
        older.add(key);
        outdated.forEach(store::remove);
        if (isUnwanted()) {
            store.remove(key);
        }
    }

    /** A worker that holds its job writes before the job ends. */
    private boolean isUnwanted() {
        return (cancellation.isStopRequested() || !lease.isHeld())
                && (store.stat(ObjectKeys.outcome(id)).isPresent()
                        || store.stat(ObjectKeys.manifest(id)).isPresent());
    }

    private static String ending(RunIdentity run) {
        return "-" + run.name() + ".safetensors";
    }

    /** A checkpoint, if it is whole and of this run. */
    private Optional<RunState> read(String key, RunIdentity run) {
        try {
            RunState state = fetch(key);
            Optional<String> difference = state.run().differenceFrom(run);
            difference.ifPresent(found -> ignore(key, "it is of another run: " + found));
            return difference.isPresent() ? Optional.empty() : Optional.of(state);
        } catch (ObjectMissingException removed) {
            return Optional.empty();
        } catch (FailureException refused) {
            if (refused.failure().kind() == FailureKind.DEPENDENCY_DOWN) {
                throw refused;
            }
            ignore(key, refused.getMessage());
            return Optional.empty();
        }
    }

    private RunState fetch(String key) {
        try {
            Path file = Files.createTempFile(id + "-", ".checkpoint");
            try {
                store.download(key, file);
                return RunStateFile.read(file, key);
            } finally {
                Files.delete(file);
            }
        } catch (IOException full) {
            throw new UncheckedIOException(full);
        }
    }

    private void ignore(String key, String reason) {
        LOG.warnf("job %s: ignored checkpoint %s: %s", id, key, reason);
    }
}
