package dev.kinora.ingest.http;

import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import java.io.IOException;
import java.io.InputStream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What programs can read of the interface: the files of {@code deploy/}, as they were when this was built. */
@Singleton
@Tag(name = "service")
@Path("/v1")
@Produces(DocumentsResource.YAML)
public class DocumentsResource {
    static final String YAML = "application/yaml";

    /** The REST interface. */
    @GET
    @Path("openapi.yaml")
    @Operation(operationId = "getOpenApi", summary = "This document")
    @APIResponse(responseCode = "200", ref = "Document")
    public byte[] openApi() throws IOException {
        return read("openapi.yaml");
    }

    /** The topics. */
    @GET
    @Path("asyncapi.yaml")
    @Operation(operationId = "getAsyncApi", summary = "The topics and their messages, AsyncAPI 3")
    @APIResponse(responseCode = "200", ref = "Document")
    public byte[] asyncApi() throws IOException {
        return read("asyncapi.yaml");
    }

    private static byte[] read(String name) throws IOException {
        try (InputStream file = DocumentsResource.class.getResourceAsStream(name)) {
            return file.readAllBytes();
        }
    }
}
