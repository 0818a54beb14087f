package dev.kinora.ingest.http;

import dev.kinora.contract.WebhookLog;
import dev.kinora.ingest.webhook.WebhookLogs;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;

/** What became of the events on their way to a job's webhook. */
@Singleton
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
    public Deliveries list(@PathParam("id") String id) {
        return new Deliveries(
                new WebhookLogs(front.desk().store()).all(jobs.require(id).id()));
    }
}
