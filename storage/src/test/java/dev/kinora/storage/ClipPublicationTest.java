package dev.kinora.storage;

import static dev.kinora.storage.EncodedClips.FRAMES;
import static dev.kinora.storage.EncodedClips.HEIGHT;
import static dev.kinora.storage.EncodedClips.WIDTH;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kinora.contract.Failure;
import dev.kinora.contract.Job;
import dev.kinora.contract.JobEvent;
import dev.kinora.contract.JobEvent.ClipPublished;
import dev.kinora.contract.JobEvent.JobCancelled;
import dev.kinora.contract.JobOutcome;
import dev.kinora.contract.JobTerms;
import dev.kinora.contract.ObjectKeys;
import dev.kinora.contract.ObjectRef;
import dev.kinora.contract.Priority;
import dev.kinora.contract.StageTask;
import dev.kinora.contract.Stages;
import dev.kinora.contract.Topics;
import dev.kinora.contract.Webhook;
import dev.kinora.local.servers.LocalServers;
import dev.kinora.objects.ObjectStore;
import dev.kinora.objects.StoreSettings;
import dev.kinora.objects.Written;
import dev.kinora.outcomes.JobEnding;
import dev.kinora.outcomes.JobOutcomes;
import dev.kinora.testbed.BrokerOutlet;
import dev.kinora.testbed.LosableLease;
import dev.kinora.testbed.Neighbours;
import dev.kinora.testbed.SmallJobs;
import dev.kinora.work.Announcer;
import dev.kinora.work.BrokerSettings;
import dev.kinora.work.Topology;
import dev.kinora.work.WorkItem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Publications that are interrupted, race each other or a cancel, over a real store and a real broker. */
class ClipPublicationTest {
    private static final int LARGE_BYTES = 8 << 20;
    private static final int WRITERS = 32;

    @TempDir
    static Path folder;

    private static LocalServers servers;
    private static Neighbours neighbours;
    private static ObjectStore store;
    private static BrokerOutlet outlet;
    private static EncodedClips clips;

    @BeforeAll
    static void start() {
        servers = LocalServers.start(folder.resolve("servers"));
        BrokerSettings broker = BrokerSettings.from(servers.settings());
        try (Topology topology = new Topology(broker)) {
            topology.ensure(Topics.all());
        }
        neighbours = new Neighbours(broker, StoreSettings.from(servers::setting));
        store = neighbours.store();
        outlet = new BrokerOutlet(broker);
        clips = new EncodedClips(store, folder);
    }

    @AfterAll
    static void stop() {
        outlet.close();
        neighbours.close();
        servers.close();
    }

    @Test
    void ofManyClipsUnderOneKeyOneIsWritten() throws Exception {
        List<Callable<Written>> writers = new ArrayList<>();
        List<byte[]> contents = new ArrayList<>();
        for (int i = 0; i < WRITERS; i++) {
            byte[] content = new byte[LARGE_BYTES];
            Arrays.fill(content, (byte) i);
            contents.add(content);
            writers.add(() -> store.putIfAbsent("raced.mp4", content, "video/mp4"));
        }
        List<Written> written = atOnce(writers);

        assertEquals(1, written.stream().filter(Written::created).count());
        assertEquals(1, written.stream().map(Written::ref).distinct().count());
        int winner = written.stream().map(Written::created).toList().indexOf(true);
        assertArrayEquals(contents.get(winner), store.get("raced.mp4"));
    }

    /** All but one are late: they do not know yet that their lease is lost. */
    @Test
    void ofManyPublicationsOneIsAnnounced() throws Exception {
        byte[] large = EncodedClips.padded(clips.encoded(FRAMES), LARGE_BYTES);
        ObjectRef encoded = clips.put(SmallJobs.job("raced", WIDTH, HEIGHT, FRAMES), large);
        List<Callable<Boolean>> writers = new ArrayList<>();
        for (int i = 0; i < WRITERS; i++) {
            WorkItem item = item("raced", encoded);
            if (i > 0) {
                ((LosableLease) item.lease()).lose();
            }
            writers.add(() -> announces(item));
        }
        assertEquals(1, Collections.frequency(atOnce(writers), true));

        assertArrayEquals(large, store.get(ObjectKeys.publishedClip("raced")));
        assertEquals(Set.of("job.json", "outcome.json"), objects("jobs/raced/"));
        List<JobEvent> ends = neighbours.eventsSoFar("raced").stream()
                .filter(JobEvent::isFinal)
                .toList();
        assertEquals(1, ends.size());
        assertInstanceOf(ClipPublished.class, ends.get(0));
    }

    private static boolean announces(WorkItem item) throws IOException {
        try {
            publication().handle(item);
            return true;
        } catch (IllegalStateException lost) {
            return false;
        }
    }

    /** Wherever a cancel meets a publication, one of them counts, and objects and events say so. */
    @Test
    void aCancelAndAPublicationHaveOneOutcome() throws Exception {
        long begun = System.nanoTime();
        publication().handle(item("pace", clips.put("pace", FRAMES)));
        long publicationNanos = System.nanoTime() - begun;
        int rounds = 24;
        for (int round = 0; round < rounds; round++) {
            String id = "race-" + round;
            WorkItem item = item(id, clips.put(id, FRAMES));
            long delay = publicationNanos * round / rounds;
            atOnce(List.of(
                    () -> {
                        publication().handle(item);
                        return true;
                    },
                    () -> {
                        Thread.sleep(delay / 1_000_000, (int) (delay % 1_000_000));
                        ending(publication()).cancelled(item, "enough");
                        return true;
                    }));
            assertOneEnd(id);
        }
    }

    @Test
    void nothingOfACancelledJobIsPublished() throws IOException {
        WorkItem item = item("cancelled", clips.put("cancelled", FRAMES));
        new JobOutcomes(store).decide(JobOutcome.cancelled("cancelled", "enough"));
        publication().handle(item);
        assertOneEnd("cancelled");
        assertInstanceOf(JobCancelled.class, lastEvent("cancelled"));
    }

    @Test
    void ofAJobCancelledWhileItsClipIsReadNothingIsPublished() throws IOException {
        WorkItem item = item("removed", clips.put("removed", FRAMES));
        ending(publication()).cancelled(item, "enough");
        publication().handle(item);
        assertOneEnd("removed");
    }

    @Test
    void aClipThatIsPublishedIsNotCancelled() throws IOException {
        WorkItem item = item("too-late", clips.put("too-late", FRAMES));
        publication().handle(item);
        ending(publication()).cancelled(item, "too late");
        ending(publication()).failed(item, Failure.badInput("clip", 1, "2"));
        assertOneEnd("too-late");
        assertInstanceOf(ClipPublished.class, lastEvent("too-late"));
    }

    /** Whatever it had done when it died, the next worker comes to the same end. */
    @Test
    void aPublicationIsFinishedByTheNextWorker() throws IOException {
        for (int done = 0; done < 4; done++) {
            String id = "died-" + done;
            ObjectRef encoded = clips.put(id, FRAMES);
            byte[] clip = store.get(encoded);
            new JobOutcomes(store).decide(JobOutcome.published(id));
            if (done > 0) {
                store.putIfAbsent(ObjectKeys.publishedClip(id), clip, "video/mp4");
            }
            if (done > 1) {
                store.copy(ObjectKeys.poster(id), ObjectKeys.publishedPoster(id));
            }
            assertTrue(ending(publication()).hasEnded(item(id, encoded)));
            if (done > 2) { // after the event, before or amid the removal
                clips.put(id, FRAMES);
                store.remove(ObjectKeys.clip(id));
                assertTrue(ending(publication()).hasEnded(item(id, encoded)));
            }
            assertOneEnd(id);
            assertArrayEquals(clip, store.get(ObjectKeys.publishedClip(id)));
        }
    }

    /** Whoever may download the clip may read this. */
    @Test
    void theResultDoesNotShowWhereEventsArePostedTo() throws IOException {
        Job job = SmallJobs.job("posted", WIDTH, HEIGHT, FRAMES);
        Webhook webhook = new Webhook("https://hooks.example.org/secret-7f3a", List.of());
        JobTerms terms = new JobTerms(Priority.BATCH, null, false, webhook);
        Job posted = new Job(
                job.id(), job.model(), job.source(), job.parameters(), terms, job.labels(), job.requestSha256());
        publication().handle(item("posted", clips.put(posted, clips.encoded(FRAMES))));
        String result = new String(store.get(ObjectKeys.publishedResult("posted")), StandardCharsets.UTF_8);
        assertFalse(result.contains("secret-7f3a"), result);
        assertTrue(result.contains("\"batch\""), result);
    }

    @Test
    void framesStayWhereTheyAreWanted() throws IOException {
        Job job = SmallJobs.job("kept", WIDTH, HEIGHT, FRAMES);
        JobTerms terms = new JobTerms(Priority.BATCH, null, true);
        Job keeping = new Job(
                job.id(), job.model(), job.source(), job.parameters(), terms, job.labels(), job.requestSha256());
        ObjectRef encoded = clips.put(keeping, clips.encoded(FRAMES));
        store.put("jobs/kept/checkpoint/7-abc", new byte[] {1}, "text/plain");
        publication().handle(item("kept", encoded));
        assertEquals(Set.of("job.json", "outcome.json", "frames/manifest.json"), objects("jobs/kept/"));
    }

    /** A clip that has expired is not made anew, and its stage does not stumble over it. */
    @Test
    void ofAnExpiredClipNothingIsSaid() throws IOException {
        ObjectRef encoded = clips.put("expired", FRAMES);
        publication().handle(item("expired", encoded));
        for (String ending : List.of("json", "jpg", "gif", "mp4")) {
            store.remove("clips/expired." + ending);
        }
        int before = neighbours.eventsSoFar("expired").size();
        assertTrue(ending(publication()).hasEnded(item("expired", encoded)));
        assertEquals(before, neighbours.eventsSoFar("expired").size());
        assertEquals(Set.of(), objects("clips/expired"));
    }

    /** What {@code outcome.json} says is what lies in the store, and nobody was told otherwise. */
    private static void assertOneEnd(String id) {
        JobOutcome outcome = new JobOutcomes(store).of(id).orElseThrow();
        boolean published = outcome.end() == JobOutcome.End.PUBLISHED;
        assertEquals(published ? Set.of("mp4", "jpg", "gif", "json") : Set.of(), objects("clips/" + id + "."));
        assertEquals(Set.of("job.json", "outcome.json"), objects("jobs/" + id + "/"));
        Set<Class<?>> ends = neighbours.eventsSoFar(id).stream()
                .filter(JobEvent::isFinal)
                .map(JobEvent::getClass)
                .collect(Collectors.toSet());
        assertEquals(Set.of(published ? ClipPublished.class : JobCancelled.class), ends);
    }

    private static <T> List<T> atOnce(List<Callable<T>> calls) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(calls.size());
        try {
            List<T> results = new ArrayList<>();
            for (Future<T> result : threads.invokeAll(calls)) {
                results.add(result.get());
            }
            return results;
        } finally {
            threads.shutdownNow();
        }
    }

    private static ClipPublication publication() {
        Map<String, String> settings = Map.of("kinora.storage.work-directory", folder.toString());
        return new ClipPublication(store, announcer(), StorageSettingsTest.read(settings));
    }

    private static JobEnding ending(ClipPublication publication) {
        return new JobEnding(Stages.STORAGE, store, announcer(), publication);
    }

    private static Announcer announcer() {
        return new Announcer(neighbours.broker(), Stages.STORAGE, outlet);
    }

    private static WorkItem item(String id, ObjectRef encoded) {
        return new WorkItem(new StageTask(id, encoded), Topics.CLIPS, 0, 0, 1, Map.of(), new LosableLease());
    }

    private static Set<String> objects(String prefix) {
        return store.list(prefix)
                .map(object -> object.key().substring(prefix.length()))
                .collect(Collectors.toSet());
    }

    private static JobEvent lastEvent(String id) {
        List<JobEvent> events =
                neighbours.eventsSoFar(id).stream().filter(JobEvent::isFinal).toList();
        return events.get(events.size() - 1);
    }
}
