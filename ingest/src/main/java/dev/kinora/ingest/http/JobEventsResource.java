package dev.kinora.ingest.http;

import dev.kinora.ingest.board.JobStatus;
import dev.kinora.ingest.feed.Feed;
import dev.kinora.ingest.feed.Position;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Multi;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What happens to one job, from its beginning to its end. */
@Singleton
@Tag(name = "jobs")
@Path("/v1/jobs/{id}/events")
public class JobEventsResource {
    private final KnownJobs jobs;
    private final EventStreams streams;

    JobEventsResource(KnownJobs jobs, EventStreams streams) {
        this.jobs = jobs;
        this.streams = streams;
    }

    /** Tells everything, or what follows what the client was told, and ends with the job. */
    @GET
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @Blocking
    @Operation(operationId = "listenToJob", summary = "Listen to a job from its beginning to its end")
    @APIResponse(responseCode = "200", ref = "Events")
    @APIResponse(responseCode = "204", ref = "NothingMore")
    @APIResponse(responseCode = "404", ref = "NotFound")
    @APIResponse(responseCode = "422", ref = "Unprocessable")
    public Multi<OutboundSseEvent> listen(
            @Parameter(schema = @Schema(ref = "JobId")) @PathParam("id") String id,
            @Parameter(description = "As the header, which goes before it", schema = @Schema(ref = "Position"))
                    @QueryParam("lastEventId")
                    String lastEventId,
            @Parameter(description = "Goes on after this event", schema = @Schema(ref = "Position"))
                    @HeaderParam("Last-Event-ID")
                    String lastEventIdHeader,
            @Context Sse sse,
            @Context HttpServerRequest connection) {
        JobStatus job = jobs.require(id);
        Feed feed = streams.feed();
        Optional<Position> heard = EventStreams.heard(lastEventIdHeader, lastEventId);
        if (heard.filter(position -> feed.isHeardToTheEnd(job, position)).isPresent()) {
            // Otherwise a browser would come back for ever: only this ends that.
            throw new WebApplicationException(Response.noContent().build());
        }
        return streams.stream(feed.ofJob(job, heard, () -> connection.response().reset()), sse);
    }
}
