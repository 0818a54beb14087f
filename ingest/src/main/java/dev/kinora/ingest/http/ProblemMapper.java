package dev.kinora.ingest.http;

import dev.kinora.contract.Failure;
import dev.kinora.contract.FailureException;
import dev.kinora.contract.FailureKind;
import dev.kinora.ingest.board.ExcessException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status.Family;
import java.io.IOException;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jboss.resteasy.reactive.server.core.multipart.MultipartParser.MalformedMessageException;

/** Everything that is thrown becomes a problem. A fault of ours is told to the log, and its caller is told no more than that. */
final class ProblemMapper {
    private static final Logger LOG = Logger.getLogger(ProblemMapper.class);
    private static final int RETRY_SECONDS = 2;

    @ServerExceptionMapper
    Response map(ProblemException known) {
        return known.response();
    }

    @ServerExceptionMapper
    Response map(FailureException thrown) {
        Failure failure = thrown.failure();
        if (failure.kind() == FailureKind.BUG) {
            return map((Throwable) thrown);
        }
        Problem problem = Problem.of(HttpStatus.of(failure.kind()), failure);
        return failure.kind() == FailureKind.DEPENDENCY_DOWN ? problem.retryAfter(RETRY_SECONDS) : problem.response();
    }

    @ServerExceptionMapper
    Response map(ExcessException full) {
        return Problem.of(Response.Status.TOO_MANY_REQUESTS, full.limit()).retryAfter(Problem.seconds(full.pause()));
    }

    /** Of the framework: no such path, no such method, another media type. */
    @ServerExceptionMapper
    Response map(WebApplicationException refused) {
        Response.StatusType status = refused.getResponse().getStatusInfo();
        if (status.getFamily() == Family.SUCCESSFUL) {
            return refused.getResponse();
        }
        Response problem = Problem.of(status, status.getReasonPhrase()).response();
        return Response.fromResponse(problem)
                .allow(refused.getResponse().getAllowedMethods())
                .build();
    }

    /** A form that is none, as the framework reads it. */
    @ServerExceptionMapper
    Response map(MalformedMessageException noForm) {
        return malformed();
    }

    /** A body that ends before its end: its sender, who has gone or has sent something else than it said. */
    @ServerExceptionMapper
    Response map(IOException unreadable) {
        LOG.debug("a request's body cannot be read", unreadable);
        return malformed();
    }

    private static Response malformed() {
        return Problem.of(Response.Status.BAD_REQUEST, "the body ends early, or is not what Content-Type says")
                .response();
    }

    @ServerExceptionMapper
    Response map(Throwable fault) {
        LOG.error("a request over HTTP failed by our own fault", fault);
        return Problem.of(Response.Status.INTERNAL_SERVER_ERROR, "a fault of ours; the log of ingest has it")
                .response();
    }
}
