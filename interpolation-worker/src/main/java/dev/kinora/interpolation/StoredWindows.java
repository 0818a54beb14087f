package dev.kinora.interpolation;

import dev.kinora.contract.FailureException;
import dev.kinora.contract.FailureKind;
import dev.kinora.contract.FrameArchive;
import dev.kinora.contract.ObjectRef;
import dev.kinora.engine.image.RgbImage;
import dev.kinora.interpolation.engine.KeptWindows;
import dev.kinora.objects.ObjectStore;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * The finished windows of one chunk in the store, {@code {identity}-{pass}-{gap}.zip}, each the three frames of a window. One is
 * sent while the next is sampled; one that cannot be sent is told once and costs the chunk nothing.
 */
final class StoredWindows implements KeptWindows, AutoCloseable {
    private static final Logger LOG = Logger.getLogger(StoredWindows.class);
    private static final int FRAMES = 3;
    private static final long CLOSING_PATIENCE_SECONDS = 10;

    private final ObjectStore store;
    private final String prefix;
    private final BooleanSupplier isUnwanted;
    private final Set<String> there;
    private final ExecutorService sender = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "interpolation-windows");
        thread.setDaemon(true);
        return thread;
    });
    private Future<?> pending = CompletableFuture.completedFuture(null);
    private boolean warned;

    /**
     * Looks what is there.
     *
     * @param folder what the keys of all windows of the chunk begin with
     * @param identity short, of all that decides a window's bytes; windows of any other are left alone
     * @param isUnwanted asked after a window was sent: whether its chunk is done or given up, so that it must not stay
     */
    StoredWindows(ObjectStore store, String folder, String identity, BooleanSupplier isUnwanted) {
        this.store = store;
        this.prefix = folder + identity;
        this.isUnwanted = isUnwanted;
        there = store.list(prefix).map(ObjectRef::key).collect(Collectors.toSet());
    }

    /** Removes a chunk's windows, of whatever identity; those that the store keeps for now are the sweeper's. */
    static void remove(ObjectStore store, String folder) {
        try {
            store.list(folder).map(ObjectRef::key).forEach(store::remove);
        } catch (FailureException away) {
            LOG.warnf("%s stays for now: %s", folder, away.getMessage());
        }
    }

    @Override
    public Optional<List<RgbImage>> find(int pass, int gap) {
        String key = key(pass, gap);
        if (!there.contains(key)) {
            return Optional.empty();
        }
        try {
            List<RgbImage> frames = new ArrayList<>();
            ByteArrayInputStream archive = new ByteArrayInputStream(store.get(key));
            FrameArchive.read(archive, 0, FRAMES - 1, (index, png) -> frames.add(RgbImage.readPng(png)));
            return Optional.of(frames);
        } catch (FailureException refused) {
            if (refused.failure().kind() == FailureKind.DEPENDENCY_DOWN) {
                throw refused;
            }
            return ignored(key, refused);
        } catch (IOException | UncheckedIOException damaged) {
            return ignored(key, damaged);
        }
    }

    private static Optional<List<RgbImage>> ignored(String key, Exception reason) {
        LOG.warnf("ignored window %s: %s", key, reason.getMessage());
        return Optional.empty();
    }

    @Override
    public void keep(int pass, int gap, List<RgbImage> made) {
        awaitPending();
        pending = sender.submit(() -> send(key(pass, gap), made));
    }

    /** Waits until what is to be sent is. */
    @Override
    public void close() {
        sender.shutdown();
        try {
            if (!sender.awaitTermination(CLOSING_PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                sender.shutdownNow();
            }
        } catch (InterruptedException told) {
            sender.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }

    private void awaitPending() {
        try {
            pending.get();
        } catch (ExecutionException impossible) {
            throw new AssertionError(impossible);
        } catch (InterruptedException told) {
            Thread.currentThread().interrupt();
        }
    }

    private void send(String key, List<RgbImage> frames) {
        try {
            store.put(key, archive(frames), FrameArchive.CONTENT_TYPE);
            if (isUnwanted.getAsBoolean()) {
                store.remove(key);
            }
        } catch (RuntimeException | IOException failed) {
            if (!warned) {
                LOG.warnf("no window could be kept (told once): %s", failed.getMessage());
            }
            warned = true;
        }
    }

    private static byte[] archive(List<RgbImage> frames) throws IOException {
        ByteArrayOutputStream archive = new ByteArrayOutputStream();
        try (FrameArchive.Writer writer = new FrameArchive.Writer(archive, 0)) {
            for (RgbImage frame : frames) {
                ByteArrayOutputStream png = new ByteArrayOutputStream();
                frame.writePng(png);
                writer.add(png.toByteArray());
            }
        }
        return archive.toByteArray();
    }

    private String key(int pass, int gap) {
        return "%s-%d-%05d.zip".formatted(prefix, pass, gap);
    }
}
