package dev.kinora.ingest.feed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kinora.contract.JobEvent;
import dev.kinora.contract.JobEvent.JobAccepted;
import dev.kinora.contract.JobEvent.JobCancelled;
import dev.kinora.contract.JobEvent.JobStarted;
import dev.kinora.contract.Topics;
import dev.kinora.ingest.board.JobBoard;
import dev.kinora.ingest.board.JobStatus;
import dev.kinora.testbed.Neighbours;
import dev.kinora.testbed.Servers;
import dev.kinora.work.TopicFollower;
import dev.kinora.work.Topology;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.helpers.test.AssertSubscriber;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A feed that holds one message in memory, so that nearly everything is read from the topic of a real broker. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class FeedTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Neighbours neighbours = Neighbours.ofApplication();
    private final JobBoard board = new JobBoard(100);
    private final Feed feed =
            new Feed(new Feed.Limits(1, 2, 10, PATIENCE), board, neighbours.broker(), id -> Optional.empty());
    private final TopicFollower follower = new TopicFollower(
            neighbours.broker(), "ingest", "feed-test", List.of(Topics.EVENTS), new FeedListener(board, feed));

    @BeforeEach
    void follow() throws InterruptedException {
        try (Topology topology = new Topology(neighbours.broker())) {
            topology.ensure(Topics.all());
        }
        follower.start();
        while (board.missing().isPresent()) {
            Thread.sleep(20);
        }
    }

    @AfterEach
    void leave() {
        follower.close();
        feed.close();
        neighbours.close();
    }

    @Test
    void whatLiesBeforeTheMemoryIsReadFromTheTopicAndJoinsThePresent() throws InterruptedException {
        say(new JobAccepted("old", "nano", null, Map.of()));
        say(new JobStarted("old", "i2v", "host-1", 1));
        for (int other = 0; other < 4; other++) {
            say(new JobAccepted("other-" + other, "nano", null, Map.of("own", "x")));
        }
        JobStatus old = awaitJob("old");
        awaitJob("other-3");
        AssertSubscriber<Word> listener = subscribe(feed.ofJob(old, Optional.empty(), () -> {}));
        listener.awaitItems(2, PATIENCE);
        say(new JobCancelled("old", "seen enough"));
        listener.awaitCompletion(PATIENCE);
        assertEquals(List.of("JobAccepted", "JobStarted", "JobCancelled"), types(listener.getItems()));

        Position first = ((Word.Told) listener.getItems().get(0)).position();
        AssertSubscriber<Word> labelled =
                subscribe(feed.ofAll(new FeedFilter(null, "own=x", Set.of()), Optional.of(first), () -> {}));
        labelled.awaitItems(4, PATIENCE);
        assertEquals(List.of("other-0", "other-1", "other-2", "other-3"), jobs(labelled.getItems()));
    }

    @Test
    void whoMissesWhatTheTopicNoLongerHoldsIsTold() throws Exception {
        say(new JobStarted("lost", "i2v", "host-1", 1));
        say(new JobStarted("kept", "i2v", "host-1", 1));
        awaitJob("kept");
        AssertSubscriber<Word> before = subscribe(feed.ofAll(all(), Optional.of(Position.START), () -> {}));
        before.awaitItems(2, PATIENCE);
        List<Word> heard = before.getItems();
        Position kept = ((Word.Told) heard.get(heard.size() - 1)).position();
        TopicPartition events = new TopicPartition(Topics.EVENTS, 0);
        try (Admin admin = Admin.create(neighbours.broker().client())) {
            admin.deleteRecords(Map.of(events, RecordsToDelete.beforeOffset(kept.last(0))))
                    .all()
                    .get();
        }
        Position lost = new Position(List.of(kept.last(0) - 2));
        for (Position claimed : List.of(lost, new Position(List.of(kept.last(0) + 1000)))) {
            AssertSubscriber<Word> late = subscribe(feed.ofAll(all(), Optional.of(claimed), () -> {}));
            late.awaitItems(2, PATIENCE);
            assertEquals(
                    claimed,
                    assertInstanceOf(Word.Gap.class, late.getItems().get(0)).after());
            assertEquals(List.of("kept"), jobs(late.getItems().subList(1, 2)));
        }
        AssertSubscriber<Word> next =
                subscribe(feed.ofAll(all(), Optional.of(new Position(List.of(kept.last(0) - 1))), () -> {}));
        next.awaitItems(1, PATIENCE);
        assertInstanceOf(Word.Told.class, next.getItems().get(0));
    }

    @Test
    void whoTakesNothingIsCutOffAndWhoWaitsHearsThatNothingHappens() {
        EventLog log = new EventLog(1000, 10);
        log.append(new FeedItem(0, 0, "a", "JobAccepted", Map.of(), new byte[1]));
        AtomicBoolean cut = new AtomicBoolean();
        Listener listener =
                new Listener(log, null, all(), log.placeAfter(Position.START), null, () -> false, () -> cut.set(true));
        AssertSubscriber<Word> slow = listener.words().subscribe().withSubscriber(AssertSubscriber.create(1));
        assertEquals(1, slow.getItems().size());
        long second = Duration.ofSeconds(1).toNanos();
        listener.look(System.nanoTime() + 20 * second, 15 * second, 30 * second);
        assertFalse(cut.get());
        listener.look(System.nanoTime() + 31 * second, 15 * second, 30 * second);
        assertTrue(cut.get());

        cut.set(false);
        slow.request(1);
        listener.look(System.nanoTime() + 31 * second, 15 * second, 300 * second);
        assertInstanceOf(Word.Silence.class, slow.getItems().get(1));
        assertFalse(cut.get());
    }

    private static AssertSubscriber<Word> subscribe(Multi<Word> words) {
        return words.subscribe().withSubscriber(AssertSubscriber.create(Long.MAX_VALUE));
    }

    private static FeedFilter all() {
        return new FeedFilter(null, null, Set.of());
    }

    private void say(JobEvent event) {
        neighbours.send(Topics.EVENTS, event.id(), event);
    }

    private JobStatus awaitJob(String id) throws InterruptedException {
        while (board.find(id).isEmpty()) {
            Thread.sleep(20);
        }
        return board.find(id).orElseThrow();
    }

    private static List<String> types(List<Word> words) {
        return words.stream().map(word -> ((Word.Told) word).item().type()).toList();
    }

    private static List<String> jobs(List<Word> words) {
        return words.stream().map(word -> ((Word.Told) word).item().job()).toList();
    }
}
