package dev.kinora.ingest.http;

import dev.kinora.contract.ObjectKeys;
import dev.kinora.ingest.board.JobState;
import dev.kinora.ingest.board.JobStatus;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import java.time.Duration;
import java.util.function.UnaryOperator;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What a job has made, by way of the store: each answer sends on to an address that anyone may get it with for a while. */
@Singleton
@Tag(name = "results")
@Path("/v1/jobs/{id}")
@APIResponse(responseCode = "307", ref = "Elsewhere")
@APIResponse(responseCode = "404", ref = "NotFound")
@APIResponse(responseCode = "409", ref = "Conflict")
@APIResponse(responseCode = "410", ref = "Gone")
public class ResultsResource {
    static final Duration VALIDITY = Duration.ofMinutes(15);

    private final FrontDesk front;
    private final KnownJobs jobs;

    ResultsResource(FrontDesk front, KnownJobs jobs) {
        this.front = front;
        this.jobs = jobs;
    }

    /** The published MP4. */
    @GET
    @Path("clip")
    @Operation(operationId = "getClip", summary = "The published MP4")
    @APIResponse(responseCode = "200", ref = "Mp4")
    public Response clip(@Parameter(schema = @Schema(ref = "JobId")) @PathParam("id") String id) {
        return published(id, ObjectKeys::publishedClip);
    }

    /** The published clip's first frame, JPEG. */
    @GET
    @Path("poster")
    @Operation(operationId = "getPoster", summary = "The first frame, JPEG")
    @APIResponse(responseCode = "200", ref = "Jpeg")
    public Response poster(@Parameter(schema = @Schema(ref = "JobId")) @PathParam("id") String id) {
        return published(id, ObjectKeys::publishedPoster);
    }

    /** The published clip's beginning, small, animated GIF. */
    @GET
    @Path("preview")
    @Operation(operationId = "getPreview", summary = "The beginning, small, animated GIF")
    @APIResponse(responseCode = "200", ref = "Gif")
    public Response preview(@Parameter(schema = @Schema(ref = "JobId")) @PathParam("id") String id) {
        return published(id, ObjectKeys::publishedPreview);
    }

    /** What was made and how, JSON. */
    @GET
    @Path("result")
    @Operation(operationId = "getResult", summary = "What was made and how, JSON")
    @APIResponse(responseCode = "200", ref = "Result")
    public Response result(@Parameter(schema = @Schema(ref = "JobId")) @PathParam("id") String id) {
        return published(id, ObjectKeys::publishedResult);
    }

    /** The normalised picture, PNG. */
    @GET
    @Path("still")
    @Operation(operationId = "getStill", summary = "The normalised picture, PNG")
    @APIResponse(responseCode = "200", ref = "Png")
    public Response still(@Parameter(schema = @Schema(ref = "JobId")) @PathParam("id") String id) {
        JobStatus job = jobs.require(id);
        if (job.state() == JobState.SUBMITTED || job.state() == JobState.REJECTED) {
            throw tooEarly(job);
        }
        return sendOn(ObjectKeys.still(job.id()));
    }

    private Response published(String id, UnaryOperator<String> key) {
        JobStatus job = jobs.require(id);
        if (job.state() != JobState.PUBLISHED) {
            throw tooEarly(job);
        }
        return sendOn(key.apply(job.id()));
    }

    private Response sendOn(String key) {
        Desk desk = front.desk();
        if (desk.store().stat(key).isEmpty()) {
            return Problem.of(Status.GONE, key + " is not in the store any more")
                    .response();
        }
        return Response.temporaryRedirect(desk.store().presignGet(key, VALIDITY))
                .build();
    }

    private static ProblemException tooEarly(JobStatus job) {
        return new ProblemException(
                Problem.of(job.state(), "job " + job.id() + " is " + job.state().word()));
    }
}
