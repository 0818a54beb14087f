package dev.kinora.ingest.http;

import dev.kinora.contract.ModelAnnouncement;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The models that workers have announced. */
@Singleton
@Tag(name = "service")
@Path("/v1/models")
@Produces(MediaType.APPLICATION_JSON)
public class ModelsResource {
    private final FrontDesk front;

    /** @param models by name */
    public record Models(List<ModelAnnouncement> models) {}

    ModelsResource(FrontDesk front) {
        this.front = front;
    }

    /** Lists them, those with a problem too. */
    @GET
    @Operation(operationId = "listModels", summary = "List the models that workers have announced")
    @APIResponse(responseCode = "200", ref = "Models")
    public Models list() {
        return new Models(front.desk().models().all());
    }
}
