package dev.kinora.ingest.http;

import dev.kinora.contract.WebhookLog;
import dev.kinora.ingest.webhook.WebhookLogs;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What became of the events on their way to a job's webhook. */
@Singleton
@Tag(name = "jobs")
@Path("/v1/jobs/{id}/webhooks")
@Produces(MediaType.APPLICATION_JSON)
public class WebhooksResource {
    private final FrontDesk front;
    private final KnownJobs jobs;

    WebhooksResource(FrontDesk front, KnownJobs jobs) {
        this.front = front;
        this.jobs = jobs;
    }

    /**
     * The deliveries of one job.
     *
     * @param webhooks in the order of their first attempts; none if none was attempted
     */
    public record Deliveries(List<WebhookLog> webhooks) {}

    /** Lists every message with all its attempts. */
    @GET
    @Operation(operationId = "listWebhooks", summary = "See what became of events on their way to the job's webhook")
    @APIResponse(responseCode = "200", ref = "Webhooks")
    @APIResponse(responseCode = "404", ref = "NotFound")
    public Response list(@Parameter(schema = @Schema(ref = "JobId")) @PathParam("id") String id) {
        // Not as the method's type: OpenAPI would mix the words of a delivery's state with those of a job's.
        return Response.ok(new Deliveries(new WebhookLogs(front.desk().store())
                        .all(jobs.require(id).id())))
                .build();
    }
}
