package dev.kinora.ingest.http;

import dev.kinora.contract.FailureException;
import dev.kinora.ingest.board.JobPage;
import dev.kinora.ingest.board.JobQuery;
import dev.kinora.ingest.board.JobState;
import dev.kinora.ingest.board.JobStatus;
import dev.kinora.ingest.http.Submission.Sender;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.multipart.FileUpload;

/** Jobs: sent, listed, looked at, cancelled. */
@Singleton
@Path("/v1/jobs")
@Produces(MediaType.APPLICATION_JSON)
public class JobsResource {
    private final Submission submission;
    private final KnownJobs jobs;

    JobsResource(Submission submission, KnownJobs jobs) {
        this.submission = submission;
        this.jobs = jobs;
    }

    /** Takes a request as {@code kinora.requests} does. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public Response submit(InputStream request, @Context RoutingContext routing)
            throws IOException, InterruptedException {
        return accepted(submission.submit(request, Sender.of(routing)));
    }

    /** Takes the picture as a file, and beside it a request without one. */
    @POST
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    public Response submitFile(
            @RestForm("image") FileUpload image, @RestForm String request, @Context RoutingContext routing)
            throws IOException, InterruptedException {
        if (image == null) {
            throw FailureException.badInput("image", "nothing", "a file under the name image");
        }
        try (InputStream picture = Files.newInputStream(image.uploadedFile())) {
            return accepted(submission.submit(picture, request, Sender.of(routing)));
        }
    }

    /** Lists the newest first. */
    @GET
    public JobPage list(
            @QueryParam("state") String state,
            @QueryParam("label") String label,
            @QueryParam("before") String before,
            @QueryParam("limit") @DefaultValue("50") String limit) {
        return jobs.list(new JobQuery(state == null ? null : JobState.parse(state), label, before, number(limit)));
    }

    /** Looks at one. */
    @GET
    @Path("{id}")
    public JobStatus look(@PathParam("id") String id) {
        return jobs.require(id);
    }

    /** Cancels one, which takes a moment. */
    @DELETE
    @Path("{id}")
    public Response cancel(
            @PathParam("id") String id, @QueryParam("reason") @DefaultValue("asked for over HTTP") String reason) {
        return accepted(jobs.cancel(id, reason));
    }

    /** Begins one that failed once more, which takes a moment. */
    @POST
    @Path("{id}/retry")
    public Response retry(@PathParam("id") String id, @Context RoutingContext routing) {
        return accepted(jobs.retry(id, Doorkeeper.key(routing)));
    }

    private static Response accepted(JobStatus job) {
        return Response.accepted(job)
                .location(URI.create("/v1/jobs/" + job.id()))
                .build();
    }

    private static int number(String limit) {
        try {
            return Integer.parseInt(limit);
        } catch (NumberFormatException word) {
            throw FailureException.badInput("limit", limit, "a whole number");
        }
    }
}
