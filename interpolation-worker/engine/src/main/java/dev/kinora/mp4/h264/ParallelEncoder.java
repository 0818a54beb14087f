package dev.kinora.mp4.h264;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import java.util.function.IntFunction;

/**
 * Encodes groups of pictures on several threads. The coded pictures and their order depend on the pictures alone.
 *
 * <p>Pictures wait for their turn in memory, so many that each thread has a group, but not above a limit: then the giver
 * waits, and large pictures keep fewer threads busy. For one giver at a time.
 */
public final class ParallelEncoder implements AutoCloseable {
    private static final long GREATEST_WAITING_BYTES = 192L << 20;
    /** Ends a group that is not full. */
    private static final Yuv420 END = Yuv420.blank(16, 16);

    private final StreamFormat format;
    private final int groupLength;
    private final int firstGroup;
    private final IntFunction<FineQp> quantisers;
    private final Consumer<ByteBuffer> taker;
    private final ExecutorService threads;
    private final Semaphore room;
    private final Queue<GroupEncoder> idle = new ConcurrentLinkedQueue<>();
    private final Queue<Future<List<ByteBuffer>>> coded = new ArrayDeque<>();
    private BlockingQueue<Yuv420> group;
    private int pictures;

    /**
     * Prepares to encode.
     *
     * @param groupLength pictures of a group, the last one may have fewer
     * @param firstGroup number in its stream, which a few bits of a group depend on
     * @param quantisers of the groups by their numbers; pictures differ from them by their {@link Cadence}
     * @param taker of the coded pictures, in order; called on the giver's thread
     */
    public ParallelEncoder(
            StreamFormat format,
            int groupLength,
            int firstGroup,
            IntFunction<FineQp> quantisers,
            int threads,
            Consumer<ByteBuffer> taker) {
        this.format = format;
        this.groupLength = groupLength;
        this.firstGroup = firstGroup;
        this.quantisers = quantisers;
        this.taker = taker;
        this.threads = Executors.newFixedThreadPool(threads, ParallelEncoder::thread);
        long bytes = (long) format.codedWidth() * format.codedHeight() * 3 / 2;
        this.room = new Semaphore(
                (int) Math.max(2, Math.min(GREATEST_WAITING_BYTES / bytes, (long) threads * groupLength)));
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "kinora-h264");
        thread.setDaemon(true);
        return thread;
    }

    /** Takes the next picture, which must not change any more; waits if too many wait. */
    public void add(Yuv420 picture) {
        if (pictures % groupLength == 0) {
            BlockingQueue<Yuv420> next = new LinkedBlockingQueue<>();
            int number = firstGroup + pictures / groupLength;
            coded.add(threads.submit(() -> encode(number, next)));
            group = next;
        }
        pictures++;
        room.acquireUninterruptibly();
        group.add(picture);
        if (pictures % groupLength == 0) {
            group.add(END);
        }
        while (!coded.isEmpty() && coded.peek().isDone()) {
            hand(coded.remove());
        }
    }

    private List<ByteBuffer> encode(int number, BlockingQueue<Yuv420> group) throws InterruptedException {
        GroupEncoder free = idle.poll();
        GroupEncoder encoder = free == null ? new GroupEncoder(format) : free;
        encoder.begin(number, quantisers.apply(number));
        RuntimeException failure = null;
        for (Yuv420 picture = group.take(); picture != END; picture = group.take()) {
            try {
                if (failure == null) {
                    encoder.add(picture);
                }
            } catch (RuntimeException e) {
                failure = e; // the rest is still taken, or the giver would wait for ever
            }
            room.release();
        }
        if (failure != null) {
            throw failure;
        }
        List<ByteBuffer> units = encoder.finish();
        idle.add(encoder);
        return units;
    }

    /** Hands over all that is left. */
    public void finish() {
        if (pictures % groupLength != 0) {
            group.add(END);
        }
        while (!coded.isEmpty()) {
            hand(coded.remove());
        }
    }

    private void hand(Future<List<ByteBuffer>> group) {
        try {
            group.get().forEach(taker);
        } catch (ExecutionException e) {
            throw new IllegalStateException("the encoder failed", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while encoding", e);
        }
    }

    /** Stops what still runs. */
    @Override
    public void close() {
        threads.shutdownNow();
    }
}
