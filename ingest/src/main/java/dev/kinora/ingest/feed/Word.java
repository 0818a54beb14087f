package dev.kinora.ingest.feed;

/** What a listener is told. */
public sealed interface Word {

    /**
     * A message of the topics.
     *
     * @param item the message
     * @param position after it
     */
    record Told(FeedItem item, Position position) implements Word {}

    /**
     * Between what the listener has heard and what comes next something is missing: the topic no longer holds it, or it is
     * another topic by now.
     *
     * @param after what the listener named
     * @param position where it goes on
     */
    record Gap(Position after, Position position) implements Word {}

    /** Nothing happened for a while. */
    record Silence() implements Word {}

    /** Nothing will follow. */
    record End() implements Word {}
}
