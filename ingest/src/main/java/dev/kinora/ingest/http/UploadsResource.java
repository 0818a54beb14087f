package dev.kinora.ingest.http;

import dev.kinora.contract.ObjectKeys;
import jakarta.inject.Singleton;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Duration;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Room in the store for what is too large for a request. */
@Singleton
@Tag(name = "store")
@Path("/v1/uploads")
@Produces(MediaType.APPLICATION_JSON)
public class UploadsResource {
    private static final Duration VALIDITY = Duration.ofMinutes(15);

    private final FrontDesk front;

    /**
     * Where to put an object.
     *
     * @param key for {@code image.key}, {@code keyFrames.key} or {@code camera[].lora} of a request
     * @param url to PUT the bytes to, without a Content-Type
     * @param seconds that the URL is good for
     */
    public record Upload(String key, URI url, long seconds) {}

    UploadsResource(FrontDesk front) {
        this.front = front;
    }

    /** Makes room for one object. */
    @POST
    @Operation(operationId = "openUpload", summary = "Make room for one object in the store")
    @APIResponse(responseCode = "201", ref = "Upload")
    public Response open() {
        String key = ObjectKeys.UPLOADS + UUID.randomUUID();
        URI url = front.desk().store().presignPut(key, VALIDITY);
        return Response.status(Response.Status.CREATED)
                .entity(new Upload(key, url, VALIDITY.toSeconds()))
                .build();
    }
}
