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
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What happens to jobs, while it happens. */
@Singleton
@Tag(name = "jobs")
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
    @Operation(operationId = "listenToEvents", summary = "Listen to what happens to all jobs")
    @APIResponse(responseCode = "200", ref = "Events")
    @APIResponse(responseCode = "422", ref = "Unprocessable")
    public Multi<OutboundSseEvent> listen(
            @Parameter(description = "`name` or `name=value` of the job") @QueryParam("label") String label,
            @Parameter(schema = @Schema(ref = "EventTypes")) @QueryParam("type") List<String> types,
            @Parameter(description = "As the header, which goes before it", schema = @Schema(ref = "Position"))
                    @QueryParam("lastEventId")
                    String lastEventId,
            @Parameter(description = "Goes on after this event", schema = @Schema(ref = "Position"))
                    @HeaderParam("Last-Event-ID")
                    String lastEventIdHeader,
            @Context Sse sse,
            @Context HttpServerRequest connection) {
        FeedFilter filter = new FeedFilter(null, label, new HashSet<>(types));
        return streams.stream(
                streams.feed().ofAll(filter, EventStreams.heard(lastEventIdHeader, lastEventId), () -> connection
                        .response()
                        .reset()),
                sse);
    }
}
