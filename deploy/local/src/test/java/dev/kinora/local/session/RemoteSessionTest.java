package dev.kinora.local.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kinora.contract.Failure;
import dev.kinora.contract.FailureKind;
import dev.kinora.contract.JobEvent;
import dev.kinora.contract.JobEvent.JobCancelled;
import dev.kinora.contract.JobEvent.JobFailed;
import dev.kinora.contract.JobEvent.JobRejected;
import dev.kinora.contract.JobProgress;
import dev.kinora.local.client.InterpolationRequest;
import dev.kinora.local.client.InterpolationRequest.KeyFrames;
import dev.kinora.local.client.JobListener;
import dev.kinora.local.client.Request;
import dev.kinora.local.remote.LoopbackServer;
import dev.kinora.local.remote.LoopbackServer.Answer;
import dev.kinora.local.remote.Server;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A server's jobs are heard of as those of the topics are. */
class RemoteSessionTest {
    private static final Failure REFUSAL =
            new Failure(FailureKind.BAD_INPUT, "fps", "0", "1", "fps: found 0, expected 1");
    private static final Failure FULL = new Failure(FailureKind.OUT_OF_RESOURCES, "", "", "", "the disk is full");

    private final List<JobEvent> heard = new ArrayList<>();
    private LoopbackServer server;

    @BeforeEach
    void start() throws IOException {
        server = new LoopbackServer();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void aRefusedRequestIsAnEventAndTheOthersGoOn() {
        server.answers(
                        Answer.of(
                                422,
                                "{\"detail\":\"fps: found 0, expected 1\",\"field\":\"fps\",\"found\":\"0\",\"expected\":\"1\"}"))
                .answers(job("b", "submitted", ""))
                .answers(job("b", "cancelled", ",\"reason\":\"enough\""));
        try (Session session = session(false)) {
            session.submit(request("a"));
            session.submit(request("b"));
            session.follow(new Hearing(List.of(), session));
        }
        assertEquals(List.of(new JobRejected("a", REFUSAL), new JobCancelled("b", "enough")), heard);
    }

    @Test
    void whatTheListenerSubmitsIsFollowedToo() {
        String full = ",\"stage\":\"i2v\",\"failure\":{\"kind\":\"OUT_OF_RESOURCES\",\"message\":\"the disk is full\"}";
        server.answers(job("a", "submitted", ""))
                .answers(job("a", "failed", full))
                .answers(job("b", "submitted", ""))
                .answers(job("b", "failed", full));
        try (Session session = session(false)) {
            session.submit(request("a"));
            session.follow(new Hearing(List.of(request("b")), session));
        }
        assertEquals(List.of(new JobFailed("a", "i2v", FULL), new JobFailed("b", "i2v", FULL)), heard);
    }

    @Test
    void whoLeavesCancelsWhatHasNotEnded() {
        server.answers(job("a", "running", "")).answers(Answer.of(409, "{\"detail\":\"job b is published\"}"));
        try (Session session = session(false)) {
            assertEquals("jobs a, b are cancelled", session.leave(List.of("a", "b"), ""));
        }
        assertEquals("DELETE", server.asked().get(0).method());
        assertEquals("/v1/jobs/b?reason=interrupted", server.asked().get(1).path());
    }

    @Test
    void whoStaysCancelsNothing() {
        try (Session session = session(true)) {
            String told = session.leave(List.of("a"), "a");
            assertEquals("job a left running. To go on: kinora watch a --server " + server.address(), told);
        }
        assertTrue(server.asked().isEmpty());
    }

    private Session session(boolean stays) {
        return new RemoteSession(Server.of(server.address(), Optional.empty()), jobs -> stays);
    }

    private static Answer job(String id, String state, String more) {
        return Answer.of(200, "{\"id\":\"%s\",\"state\":\"%s\"%s}".formatted(id, state, more));
    }

    private static Request request(String id) {
        return new InterpolationRequest(
                id, null, new KeyFrames("uploads/a"), null, null, null, null, null, null, null, null, null, null, null);
    }

    /** Keeps what it hears, and submits more at each end. */
    private final class Hearing implements JobListener {
        private final List<Request> more;
        private final Session session;

        Hearing(List<Request> more, Session session) {
            this.more = new ArrayList<>(more);
            this.session = session;
        }

        @Override
        public void event(JobEvent event) {
            heard.add(event);
            if (!more.isEmpty()) {
                session.submit(more.remove(0));
            }
        }

        @Override
        public void progress(JobProgress progress) {}

        @Override
        public void waiting() {}
    }
}
