package dev.kinora.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kinora.contract.FailureException;
import dev.kinora.contract.JobOutcome;
import dev.kinora.contract.ObjectKeys;
import dev.kinora.local.servers.LocalServers;
import dev.kinora.objects.ObjectStore;
import dev.kinora.objects.StoreSettings;
import dev.kinora.outcomes.JobOutcomes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sweeps of a real store, whose objects are made older than they are. */
class RetentionTest {
    private static final Duration DAY = Duration.ofDays(1);
    /** Less than what objects differ from their setting by, more than a test takes. */
    private static final Duration HOUR = Duration.ofHours(1);

    @TempDir
    static Path data;

    private static LocalServers servers;
    private static ObjectStore store;

    @BeforeAll
    static void start() {
        servers = LocalServers.start(data);
        store = new ObjectStore(StoreSettings.from(servers::setting));
        store.ensureBucket();
    }

    @AfterAll
    static void stop() {
        store.close();
        servers.close();
    }

    @AfterEach
    void clear() {
        store.list("").toList().forEach(object -> store.remove(object.key()));
    }

    @Test
    void eachSortOfObjectHasItsTime() throws IOException {
        Map<String, Duration> times = Map.of(
                "jobs/a/still.png", DAY.multipliedBy(30),
                "jobs/a/frames/0000-0001.zip", DAY.multipliedBy(7),
                "jobs/a/interpolated/manifest.json", DAY.multipliedBy(7),
                "jobs/a/clip.mp4", DAY.multipliedBy(7),
                "jobs/a/whatever/it-is", DAY.multipliedBy(7),
                "jobs/a/checkpoint/7-abc", DAY,
                "jobs/a/windows/0000-0003/0", DAY,
                "jobs/a/webhooks/a-JobFailed.json", DAY.multipliedBy(60),
                "uploads/photo.png", DAY.multipliedBy(7),
                "clips/a.mp4", DAY.multipliedBy(30));
        end("a", Duration.ZERO);
        for (String key : times.keySet()) {
            put(key, times.get(key).minus(HOUR));
        }
        assertEquals(0, retention().sweep());
        for (String key : times.keySet()) {
            put(key, times.get(key).plus(HOUR));
        }
        assertEquals(times.size(), retention().sweep());
        assertEquals(Set.of("jobs/a/job.json", "jobs/a/outcome.json"), keys(""));
    }

    @Test
    void nothingOfAnOpenJobGoes() throws IOException {
        Duration ancient = DAY.multipliedBy(1000);
        put("jobs/open/job.json", ancient);
        put("jobs/open/still.png", ancient);
        put("jobs/open/checkpoint/7-abc", ancient);
        put("jobs/open/frames/0000-0001.zip", ancient);
        put("clips/open.mp4", ancient);
        assertEquals(0, retention().sweep());

        new JobOutcomes(store).decide(JobOutcome.cancelled("open", "enough"));
        assertEquals(4, retention().sweep());
    }

    /** Whoever publishes it may have died in between; what it is made of is needed until it is there. */
    @Test
    void nothingOfAClipThatIsStillToBePublishedGoes() throws IOException {
        put("jobs/halfway/job.json", DAY.multipliedBy(20));
        put("jobs/halfway/clip.mp4", DAY.multipliedBy(20));
        put("jobs/halfway/frames/manifest.json", DAY.multipliedBy(20));
        new JobOutcomes(store).decide(JobOutcome.published("halfway"));
        age("jobs/halfway/outcome.json", DAY.multipliedBy(20));
        assertEquals(0, retention().sweep());

        put("clips/halfway.json", Duration.ZERO);
        assertEquals(2, retention().sweep());
    }

    /** The still of a request that never became a job, or what a worker wrote after its job was forgotten. */
    @Test
    void whatBelongsToNoJobGoesInItsTime() throws IOException {
        put("jobs/orphan/still.png", DAY.multipliedBy(31));
        put("jobs/orphan/frames/0000-0001.zip", DAY.multipliedBy(6));
        put("jobs/orphan/fetched/0123", DAY.multipliedBy(2));
        assertEquals(2, retention().sweep());
        assertEquals(Set.of("jobs/orphan/frames/0000-0001.zip"), keys("jobs/"));
    }

    @Test
    void aJobIsKnownUntilNothingIsLeftOfIt() throws IOException {
        Duration old = DAY.multipliedBy(61);
        end("with-clip", old);
        put("clips/with-clip.mp4", DAY.multipliedBy(29));
        end("with-frames", old);
        put("jobs/with-frames/frames/0000-0001.zip", DAY.multipliedBy(6));
        end("done", old);
        end("told", old);
        put("jobs/told/webhooks/told-JobFailed.json", DAY.multipliedBy(59));
        end("young", DAY.multipliedBy(59));
        put("jobs/cancelled-early/outcome.json", old);

        assertEquals(3, retention().sweep());
        assertEquals(
                Set.of("with-clip", "with-frames", "told", "young"),
                keys("jobs/").stream().map(key -> key.split("/")[1]).collect(Collectors.toSet()));
    }

    /** Its result may be younger than its picture, as publishing it anew after a crash has it. */
    @Test
    void aClipStaysWhole() throws IOException {
        put("clips/a.mp4", DAY.multipliedBy(31));
        put("clips/a.jpg", DAY.multipliedBy(31));
        put("clips/a.json", DAY.multipliedBy(29));
        put("clips/a-b.json", DAY.multipliedBy(31));
        assertEquals(1, retention().sweep());
        assertEquals(Set.of("clips/a.mp4", "clips/a.jpg", "clips/a.json"), keys("clips/"));
    }

    @Test
    void whatIsNoJobsStays() throws IOException {
        put("jobs/not a job/x", DAY.multipliedBy(1000));
        put("clips/README", DAY.multipliedBy(1000));
        put("elsewhere", DAY.multipliedBy(1000));
        assertEquals(0, retention().sweep());
    }

    @Test
    void sweepsAtOnceDoNoHarm() throws IOException {
        for (int i = 0; i < 50; i++) {
            end("many-" + i, DAY.multipliedBy(61));
            put("jobs/many-" + i + "/frames/0000-0001.zip", DAY.multipliedBy(8));
            put("jobs/open-" + i + "/job.json", DAY.multipliedBy(61));
        }
        CompletableFuture<?>[] sweeps = new CompletableFuture<?>[4];
        for (int i = 0; i < sweeps.length; i++) {
            sweeps[i] = CompletableFuture.runAsync(() -> {
                Retention retention = retention();
                retention.sweep();
                retention.sweep();
            });
        }
        CompletableFuture.allOf(sweeps).join();
        assertEquals(50, keys("jobs/").size());
        assertTrue(keys("jobs/").stream().allMatch(key -> key.matches("jobs/open-\\d+/job.json")));
    }

    @Test
    void theSweeperComesAgain() throws Exception {
        try (RetentionSweeper sweeper = new RetentionSweeper(retention(), Duration.ofMillis(50))) {
            sweeper.start();
            for (int round = 0; round < 3; round++) {
                put("uploads/photo.png", DAY.multipliedBy(8));
                long end = System.nanoTime() + Duration.ofMinutes(1).toNanos();
                while (!keys("uploads/").isEmpty()) {
                    assertTrue(System.nanoTime() < end, "swept within a minute");
                    Thread.sleep(20);
                }
            }
        }
    }

    @Test
    void aTimeBelowNothingIsRefused() {
        FailureException refusal =
                assertThrows(FailureException.class, () -> retention(Map.of("kinora.storage.retention.frames", "-1s")));
        assertEquals("kinora.storage.retention.frames", refusal.failure().field());
    }

    private static Retention retention() {
        return retention(Map.of());
    }

    private static Retention retention(Map<String, String> settings) {
        return new Retention(
                store, StorageSettingsTest.read(new HashMap<>(settings)).retention());
    }

    private static void end(String id, Duration age) throws IOException {
        new JobOutcomes(store).decide(JobOutcome.cancelled(id, "enough"));
        put(ObjectKeys.job(id), age);
        age(ObjectKeys.outcome(id), age);
    }

    private static void put(String key, Duration age) throws IOException {
        store.put(key, new byte[] {1}, "text/plain");
        age(key, age);
    }

    private static void age(String key, Duration age) throws IOException {
        Path file = data.resolve("objects/kinora").resolve(key);
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(age)));
    }

    private static Set<String> keys(String prefix) {
        return store.list(prefix).map(object -> object.key()).collect(Collectors.toSet());
    }
}
