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
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.multipart.FileUpload;

/** Jobs: sent, listed, looked at, cancelled. */
@Singleton
@Tag(name = "jobs")
@Path("/v1/jobs")
@Produces(MediaType.APPLICATION_JSON)
public class JobsResource {
    private static final String EXAMPLE =
            "{\"id\": \"demo-1\", \"image\": {\"key\": \"uploads/photo\"}, \"steps\": 6, \"seed\": 42}";

    private final Submission submission;
    private final KnownJobs jobs;

    JobsResource(Submission submission, KnownJobs jobs) {
        this.submission = submission;
        this.jobs = jobs;
    }

    /** Takes a request as {@code kinora.requests} does. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(operationId = "submitJob", summary = "Submit a job")
    @APIResponse(responseCode = "202", ref = "Accepted")
    @APIResponse(responseCode = "409", ref = "Conflict")
    @APIResponse(responseCode = "415", ref = "UnsupportedType")
    @APIResponse(responseCode = "422", ref = "Unprocessable")
    @Parameter(
            name = "Idempotency-Key",
            in = ParameterIn.HEADER,
            description = "The same key is the same job, however often it is sent; an empty one is none",
            schema = @Schema(type = SchemaType.STRING, maxLength = 256))
    public Response submit(
            @RequestBody(
                            required = true,
                            content = {
                                @Content(
                                        mediaType = MediaType.APPLICATION_JSON,
                                        schema = @Schema(ref = "JobRequest"),
                                        examples = @ExampleObject(name = "upload", value = EXAMPLE)),
                                @Content(mediaType = MediaType.MULTIPART_FORM_DATA, schema = @Schema(ref = "JobForm"))
                            })
                    InputStream request,
            @Context RoutingContext routing)
            throws IOException, InterruptedException {
        return accepted(submission.submit(request, Sender.of(routing)));
    }

    /** Takes the picture as a file, and beside it a request without one. */
    @POST
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    @Operation(hidden = true) // told of with the method above, as OpenAPI knows one operation for a path and a verb
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
    @Operation(operationId = "listJobs", summary = "List jobs, the newest first")
    @APIResponse(responseCode = "200", ref = "Jobs")
    @APIResponse(responseCode = "422", ref = "Unprocessable")
    public JobPage list(
            @Parameter(schema = @Schema(ref = "State")) @QueryParam("state") String state,
            @Parameter(description = "`name` or `name=value`") @QueryParam("label") String label,
            @Parameter(
                            description = "An id: only jobs heard of before it",
                            schema = @Schema(type = SchemaType.STRING, pattern = "^[A-Za-z0-9_-]{0,64}$"))
                    @QueryParam("before")
                    String before,
            @Parameter(schema = @Schema(type = SchemaType.INTEGER, minimum = "1", maximum = "500", defaultValue = "50"))
                    @QueryParam("limit")
                    @DefaultValue("50")
                    String limit) {
        return jobs.list(new JobQuery(state == null ? null : JobState.parse(state), label, before, number(limit)));
    }

    /** Looks at one. */
    @GET
    @Path("{id}")
    @Operation(operationId = "getJob", summary = "Look at a job")
    @APIResponse(responseCode = "200", ref = "Job")
    @APIResponse(responseCode = "404", ref = "NotFound")
    public JobStatus look(@Parameter(schema = @Schema(ref = "JobId")) @PathParam("id") String id) {
        return jobs.require(id);
    }

    /** Cancels one, which takes a moment. */
    @DELETE
    @Path("{id}")
    @Operation(operationId = "cancelJob", summary = "Cancel a job")
    @APIResponse(responseCode = "202", ref = "Accepted")
    @APIResponse(responseCode = "404", ref = "NotFound")
    @APIResponse(responseCode = "409", ref = "Conflict")
    @APIResponse(responseCode = "422", ref = "Unprocessable")
    public Response cancel(
            @Parameter(schema = @Schema(ref = "JobId")) @PathParam("id") String id,
            @Parameter(
                            schema =
                                    @Schema(
                                            type = SchemaType.STRING,
                                            pattern = "\\S",
                                            defaultValue = "asked for over HTTP"))
                    @QueryParam("reason")
                    @DefaultValue("asked for over HTTP")
                    String reason) {
        return accepted(jobs.cancel(id, reason));
    }

    /** Begins one that failed once more, which takes a moment. */
    @POST
    @Path("{id}/retry")
    @Operation(operationId = "retryJob", summary = "Begin a job that failed once more")
    @APIResponse(responseCode = "202", ref = "Accepted")
    @APIResponse(responseCode = "404", ref = "NotFound")
    @APIResponse(responseCode = "409", ref = "Conflict")
    @APIResponse(responseCode = "410", ref = "Gone")
    public Response retry(
            @Parameter(schema = @Schema(ref = "JobId")) @PathParam("id") String id, @Context RoutingContext routing) {
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
