package dev.kinora.ingest.http;

import dev.kinora.ingest.feed.FeedFilter;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Multi;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.util.HashSet;
import java.util.List;

/** What happens to jobs, while it happens. */
@Singleton
@Path("/v1/events")
public class EventsResource {
    private final EventStreams streams;

    EventsResource(EventStreams streams) {
        this.streams = streams;
    }

    /** Tells of every job, from now on or from where the client was. */
    @GET
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @Blocking
    public Multi<OutboundSseEvent> listen(
            @QueryParam("label") String label,
            @QueryParam("type") List<String> types,
            @QueryParam("lastEventId") String lastEventId,
            @HeaderParam("Last-Event-ID") String lastEventIdHeader,
            @Context Sse sse,
            @Context HttpServerRequest connection) {
        FeedFilter filter = new FeedFilter(null, label, new HashSet<>(types));
        return streams.stream(
                streams.feed().ofAll(filter, EventStreams.heard(lastEventIdHeader, lastEventId), () -> connection
                        .connection()
                        .close()),
                sse);
    }
}
