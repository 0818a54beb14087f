package dev.kinora.ingest.http;

import dev.kinora.work.MessageCodec;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.Provider;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import org.jboss.resteasy.reactive.server.spi.ResteasyReactiveResourceInfo;
import org.jboss.resteasy.reactive.server.spi.ServerMessageBodyWriter;
import org.jboss.resteasy.reactive.server.spi.ServerRequestContext;

/**
 * Our records as JSON, in the very form they have on the topics. A writer of Quarkus' own kind, because JAX-RS' asks for the
 * method's annotations, and a request of another media type has found no method.
 */
@Provider
@Produces({MediaType.APPLICATION_JSON, Problem.MEDIA_TYPE})
public final class JsonWriter implements ServerMessageBodyWriter<Record> {
    private final MessageCodec codec = new MessageCodec();

    @Override
    public boolean isWriteable(Class<?> type, Type generic, ResteasyReactiveResourceInfo method, MediaType mediaType) {
        return type.isRecord();
    }

    @Override
    public boolean isWriteable(Class<?> type, Type generic, Annotation[] annotations, MediaType mediaType) {
        return type.isRecord();
    }

    @Override
    public void writeResponse(Record message, Type generic, ServerRequestContext context) throws IOException {
        try (OutputStream body = context.getOrCreateOutputStream()) {
            body.write(codec.write(message));
        }
    }

    @Override
    public void writeTo(
            Record message,
            Class<?> type,
            Type generic,
            Annotation[] annotations,
            MediaType mediaType,
            MultivaluedMap<String, Object> headers,
            OutputStream body)
            throws IOException {
        body.write(codec.write(message));
    }
}
