package dev.kinora.ingest.http;

import dev.kinora.contract.Topics;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.impl.RoutingContextInternal;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response.Status;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * Reads the bodies of requests on the event loop, so that one which comes slowly keeps no thread and no place waiting, and hands
 * a request on once its body is whole. Own code, because the framework's reading is either on a worker's thread or without a
 * limit for all bodies together.
 */
final class BodyReader {
    /** Four of the largest requests: what is held beyond the few that are worked on. */
    private static final long MOST_BYTES = 4L * Topics.LARGEST_REQUEST_BYTES;

    private static final int RETRY_SECONDS = 1;

    private final Duration uploadTime;
    private final AtomicLong held = new AtomicLong();

    /** @param uploadTime in which a body must have come */
    BodyReader(Duration uploadTime) {
        this.uploadTime = uploadTime;
    }

    /** Goes on with the request once its body is here, or has it refused. */
    void read(RoutingContext request, Consumer<Problem> refusal) {
        HttpServerRequest message = request.request();
        if (declaredBytes(message) > Topics.LARGEST_REQUEST_BYTES) {
            refusal.accept(Doorkeeper.tooLarge());
        } else if (hasBody(message)) {
            new Reading(request, refusal).begin();
        } else {
            request.next();
        }
    }

    private static boolean hasBody(HttpServerRequest message) {
        return !message.isEnded()
                && (declaredBytes(message) > 0 || message.getHeader("Transfer-Encoding") != null || isStream(message));
    }

    /** HTTP/2 frames a body without saying so in a header. */
    private static boolean isStream(HttpServerRequest message) {
        return message.streamId() >= 0 && message.getHeader(HttpHeaders.CONTENT_LENGTH) == null;
    }

    private static long declaredBytes(HttpServerRequest message) {
        try {
            String length = message.getHeader(HttpHeaders.CONTENT_LENGTH);
            return length == null ? 0 : Long.parseLong(length);
        } catch (NumberFormatException beyondAll) {
            return Long.MAX_VALUE;
        }
    }

    /** One body. Used by the event loop of its connection only. */
    private final class Reading {
        private final RoutingContext request;
        private final Consumer<Problem> refusal;
        private final Buffer body = Buffer.buffer();
        private long timer;
        private boolean over;

        Reading(RoutingContext request, Consumer<Problem> refusal) {
            this.request = request;
            this.refusal = refusal;
        }

        void begin() {
            timer = request.vertx().setTimer(uploadTime.toMillis(), late -> stop(tooSlow()));
            request.addEndHandler(answered -> release());
            HttpServerRequest message = request.request();
            message.exceptionHandler(gone -> over = true);
            message.handler(this::take);
            message.endHandler(whole -> finish());
            if ("100-continue".equalsIgnoreCase(message.getHeader("Expect"))) {
                request.response().writeContinue();
            }
            message.resume();
        }

        private void take(Buffer part) {
            if (over) {
                return;
            }
            if (body.length() + part.length() > Topics.LARGEST_REQUEST_BYTES) {
                stop(Doorkeeper.tooLarge());
            } else if (held.addAndGet(part.length()) > MOST_BYTES) {
                held.addAndGet(-part.length());
                request.response().putHeader(HttpHeaders.RETRY_AFTER, Integer.toString(RETRY_SECONDS));
                stop(tooMany());
            } else {
                body.appendBuffer(part);
            }
        }

        private void finish() {
            if (!over) {
                over = true;
                request.vertx().cancelTimer(timer);
                ((RoutingContextInternal) request).setBody(body);
                request.next();
            }
        }

        private void stop(Problem problem) {
            if (!over) {
                over = true;
                refusal.accept(problem);
            }
        }

        private void release() {
            request.vertx().cancelTimer(timer);
            held.addAndGet(-body.length());
        }
    }

    private Problem tooSlow() {
        return Problem.of(
                Status.REQUEST_TIMEOUT, "expected the whole body within " + uploadTime.toSeconds() + " seconds");
    }

    private static Problem tooMany() {
        return Problem.of(
                Status.TOO_MANY_REQUESTS, "expected at most " + MOST_BYTES + " bytes of requests being sent at a time");
    }
}
