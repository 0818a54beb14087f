package dev.kinora.work;

import dev.kinora.local.servers.LocalServers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * How soon a job starts at an idle worker of two lanes, from before it is sent, and how soon the next one starts after the last
 * has returned, with few and with many waiting. Broker and worker in one JVM. Prints medians and 95th percentiles.
 */
final class BenchmarkIdleTime {
    private static final int JOBS = 60;
    private static final int SEED = 7;

    private final BlockingQueue<Long> begun = new LinkedBlockingQueue<>();
    private final BlockingQueue<Long> ended = new LinkedBlockingQueue<>();

    public static void main(String[] args) throws Exception {
        Path data = Files.createTempDirectory("idle-");
        try (LocalServers servers = LocalServers.start(data)) {
            new BenchmarkIdleTime().run(servers);
        }
        System.exit(0);
    }

    private void run(LocalServers servers) throws Exception {
        try (TestStage stage = new TestStage(servers, "idle-time")) {
            stage.twoLanes(this::note);
            for (int i = 0; i < 5; i++) { // warm up
                stage.send("warm-" + i);
                stage.sendBatch("warm-too-" + i);
                begun.take();
                begun.take();
            }
            print("idle worker, interactive lane", idle(stage::send));
            print("idle worker, batch lane", idle(stage::sendBatch));
        }
        for (int waiting : new int[] {10, 2000}) {
            try (TestStage stage = new TestStage(servers, "waiting-" + waiting)) {
                print(waiting + " jobs waiting, next one", backlog(stage, waiting));
            }
        }
    }

    private List<Double> idle(Sending sending) throws InterruptedException {
        Random random = new Random(SEED);
        List<Double> millis = new ArrayList<>();
        for (int i = 0; i < JOBS; i++) {
            Thread.sleep(200 + random.nextInt(400));
            begun.clear();
            long sent = System.nanoTime();
            sending.send("job-" + i);
            millis.add((begun.take() - sent) / 1e6);
        }
        return millis;
    }

    private List<Double> backlog(TestStage stage, int waiting) throws InterruptedException {
        begun.clear();
        ended.clear();
        stage.sendMany(waiting);
        stage.twoLanes(this::note);
        List<Double> millis = new ArrayList<>();
        begun.take();
        for (int i = 1; i < Math.min(waiting, JOBS); i++) {
            long before = ended.take();
            millis.add((begun.take() - before) / 1e6);
        }
        return millis;
    }

    private void note(WorkItem item) {
        begun.add(System.nanoTime());
        ended.add(System.nanoTime());
    }

    private static void print(String what, List<Double> millis) {
        Collections.sort(millis);
        System.out.printf(
                Locale.ROOT,
                "%-32s n=%d  median %.0f ms  95 %% %.0f ms%n",
                what,
                millis.size(),
                millis.get(millis.size() / 2),
                millis.get(millis.size() * 95 / 100));
    }

    private interface Sending {
        void send(String id);
    }
}
