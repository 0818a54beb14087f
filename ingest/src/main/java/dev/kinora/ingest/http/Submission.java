package dev.kinora.ingest.http;

import dev.kinora.contract.FailureException;
import dev.kinora.contract.Topics;
import dev.kinora.ingest.board.JobStatus;
import dev.kinora.ingest.http.Desk.Intake;
import dev.kinora.ingest.request.JobRequest;
import dev.kinora.ingest.request.Sha256;
import dev.kinora.ingest.still.StillNormalizer;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.Response.Status;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Semaphore;

/** Makes a request over HTTP a record on {@code kinora.requests}; a few at a time, because each may be 24 MiB. */
@Singleton
final class Submission {
    private static final int AT_A_TIME = 8;
    private static final int RETRY_SECONDS = 1;
    private static final int KEY_DIGITS = 32;
    private static final int LONGEST_KEY = 256;

    private final FrontDesk front;
    private final Semaphore places = new Semaphore(AT_A_TIME);

    Submission(FrontDesk front) {
        this.front = front;
    }

    /**
     * Who sends a request.
     *
     * @param key let in with; empty where there are no keys
     * @param idempotencyKey the sender's own name for the request
     */
    record Sender(Optional<ApiKey> key, Optional<String> idempotencyKey) {
        static Sender of(RoutingContext request) {
            return new Sender(
                    Doorkeeper.key(request),
                    Optional.ofNullable(request.request().getHeader("Idempotency-Key")));
        }
    }

    /** A whole request. */
    JobStatus submit(InputStream body, Sender sender) throws IOException, InterruptedException {
        return inPlace(() -> send(JobRequest.parse(read(body)), sender));
    }

    /** A request whose picture comes beside it. */
    JobStatus submit(InputStream picture, String request, Sender sender) throws IOException, InterruptedException {
        return inPlace(() -> {
            JobRequest wanted = JobRequest.parse(
                    (request == null || request.isEmpty() ? "{}" : request).getBytes(StandardCharsets.UTF_8));
            byte[] file = picture.readNBytes(StillNormalizer.LARGEST_FILE_BYTES + 1);
            return send(wanted.withImage(file), sender);
        });
    }

    private JobStatus send(JobRequest wanted, Sender sender) throws InterruptedException {
        Desk desk = front.desk();
        Optional<String> idOfKey = sender.idempotencyKey().map(Submission::idOf);
        String id =
                wanted.id().or(() -> idOfKey).orElseGet(() -> UUID.randomUUID().toString());
        byte[] request = wanted.named(id);
        desk.intake().check(request);
        requireOwn(desk.intake(), id, request);
        return reserveAndSend(desk, id, request, sender);
    }

    private static JobStatus reserveAndSend(Desk desk, String id, byte[] request, Sender sender) {
        Instant now = Instant.now();
        boolean isNew = desk.board().reserve(id, desk.allowance(sender.key()), now);
        Optional<String> owner = sender.key().map(ApiKey::label);
        try {
            desk.intake().send(id, request, owner);
        } catch (FailureException away) {
            if (isNew) {
                desk.board().release(id);
            }
            throw away;
        }
        return desk.board().find(id).orElseGet(() -> JobStatus.submitted(id, owner.orElse(null), now));
    }

    /** Said again later by the stage, in case two come together. */
    private static void requireOwn(Intake intake, String id, byte[] request) {
        intake.job(id)
                .filter(job -> !job.requestSha256().equals(Sha256.of(request)))
                .ifPresent(other -> {
                    throw new ProblemException(Problem.of(
                            Status.CONFLICT,
                            FailureException.badInput(
                                            "id",
                                            id + ", the id of another request",
                                            "an id of its own, or the same request again")
                                    .failure()));
                });
    }

    /** The same key is the same job, whoever restarts in between. */
    private static String idOf(String key) {
        if (key.isBlank() || key.length() > LONGEST_KEY) {
            throw FailureException.badInput(
                    "Idempotency-Key", key.length() + " characters", "1 to " + LONGEST_KEY + ", not only blanks");
        }
        return "key-" + Sha256.of(key.getBytes(StandardCharsets.UTF_8)).substring(0, KEY_DIGITS);
    }

    private static byte[] read(InputStream body) throws IOException {
        byte[] request = body.readNBytes(Topics.LARGEST_REQUEST_BYTES + 1);
        if (request.length > Topics.LARGEST_REQUEST_BYTES) {
            throw new ProblemException(Doorkeeper.tooLarge());
        }
        return request;
    }

    /** What is done with one request. */
    private interface Work {
        JobStatus run() throws IOException, InterruptedException;
    }

    private JobStatus inPlace(Work work) throws IOException, InterruptedException {
        if (!places.tryAcquire()) {
            throw new ProblemException(
                    Problem.of(
                            Status.TOO_MANY_REQUESTS,
                            "expected at most " + AT_A_TIME + " requests being sent at a time"),
                    RETRY_SECONDS);
        }
        try {
            return work.run();
        } finally {
            places.release();
        }
    }
}
