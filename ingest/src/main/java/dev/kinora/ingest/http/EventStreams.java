package dev.kinora.ingest.http;

import dev.kinora.ingest.feed.Feed;
import dev.kinora.ingest.feed.FeedItem;
import dev.kinora.ingest.feed.Position;
import dev.kinora.ingest.feed.Word;
import dev.kinora.work.MessageCodec;
import io.smallrye.mutiny.Multi;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.Response.Status;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The feed as Server-Sent Events (WHATWG HTML, section 9.2). */
@Singleton
final class EventStreams {
    /** Type of what tells that events are missing; no message of the topics. */
    static final String GAP = "Gap";

    private static final String FIELD = "Last-Event-ID";
    private static final int RETRY_SECONDS = 10;
    private static final long RECONNECT_MILLIS = 2_000;

    private final FrontDesk front;
    private final MessageCodec codec = new MessageCodec();

    /**
     * Events that the client has not heard are no longer on the topic.
     *
     * @param type always {@code Gap}
     * @param after the id that was named
     */
    record Gap(String type, String after) {}

    EventStreams(FrontDesk front) {
        this.front = front;
    }

    /**
     * The feed, if one more may listen.
     *
     * @throws ProblemException 429 if not
     * @throws dev.kinora.contract.FailureException DEPENDENCY_DOWN while the topics are still being read
     */
    Feed feed() {
        Desk desk = front.desk();
        desk.board().requireComplete();
        if (desk.feed().isFull()) {
            throw new ProblemException(
                    Problem.of(Status.TOO_MANY_REQUESTS, "as many listen already as kinora.ingest.listeners allows"),
                    RETRY_SECONDS);
        }
        return desk.feed();
    }

    /** What the client has heard, by its header, or by its query where it cannot set one. */
    static Optional<Position> heard(String header, String query) {
        return Optional.ofNullable(header)
                .filter(text -> !text.isEmpty())
                .or(() -> Optional.ofNullable(query))
                .map(text -> Position.parse(FIELD, text));
    }

    /** The words as they are sent, behind a comment, so that a proxy passes the beginning on. */
    Multi<OutboundSseEvent> stream(Multi<Word> words, Sse sse) {
        OutboundSseEvent greeting = sse.newEventBuilder()
                .comment("kinora")
                .reconnectDelay(RECONNECT_MILLIS)
                .build();
        return Multi.createBy()
                .concatenating()
                .streams(Multi.createFrom().item(greeting), words.onItem().transform(word -> event(word, sse)));
    }

    private OutboundSseEvent event(Word word, Sse sse) {
        OutboundSseEvent.Builder event = sse.newEventBuilder();
        if (word instanceof Word.Told told) {
            FeedItem item = told.item();
            return event.id(told.position().text())
                    .name(item.type())
                    .data(new String(item.json(), StandardCharsets.UTF_8))
                    .build();
        }
        if (word instanceof Word.Gap gap) {
            return event.id(gap.position().text())
                    .name(GAP)
                    .data(new String(codec.write(new Gap(GAP, gap.after().text())), StandardCharsets.UTF_8))
                    .build();
        }
        return event.comment("still here").build();
    }
}
