package dev.kinora.local.remote;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kinora.contract.FailureException;
import dev.kinora.local.client.Request;
import dev.kinora.work.MessageCodec;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * The jobs of one server. All methods throw {@link UnreachedException} if it does not answer or lets nobody in, and
 * {@link FailureException} with the words of its refusal.
 */
public final class JobsApi {
    private static final String JOBS = "/v1/jobs";

    private final ServerCalls calls;
    private final MessageCodec codec = new MessageCodec();

    public JobsApi(Server server) {
        this.calls = new ServerCalls(server);
    }

    /**
     * A job, with the very words of the server.
     *
     * @param json as it came
     */
    public record Answer(JobView job, JsonNode json) {}

    /** Whose jobs they are. */
    public Server server() {
        return calls.server();
    }

    /** Sends a request; its job has the request's id. */
    public Answer submit(Request request) {
        return job(calls.to(JOBS)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(codec.write(request))));
    }

    /** How a job stands. */
    public Answer look(String id) {
        return job(calls.to(path(id, "")));
    }

    /** Has a job cancelled, which takes a moment, and says how it stood. */
    public Answer cancel(String id, String reason) {
        return job(calls.to(path(id, "?reason=" + encoded(reason))).DELETE());
    }

    /** Has a job that failed tried again. */
    public Answer retry(String id) {
        return job(calls.to(path(id, "/retry")).POST(BodyPublishers.noBody()));
    }

    /**
     * The newest jobs first.
     *
     * @param query parameters of {@code GET /v1/jobs}
     */
    public List<Answer> list(Map<String, String> query) {
        String parameters = query.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + encoded(entry.getValue()))
                .collect(Collectors.joining("&"));
        JsonNode jobs = json(calls.to(JOBS + "?" + parameters)).path("jobs");
        return StreamSupport.stream(jobs.spliterator(), false).map(this::answer).toList();
    }

    /**
     * Where the store has what a job made, for some minutes; no key is needed there.
     *
     * @param kind such as {@code clip}
     */
    public URI location(String id, String kind) {
        HttpResponse<byte[]> answer = calls.send(calls.to(path(id, "/" + kind)));
        return answer.headers()
                .firstValue("Location")
                .map(calls.server().address()::resolve)
                .orElseThrow(() -> unexpected("HTTP " + answer.statusCode() + " without a Location"));
    }

    /** Room in the store for one object. */
    Room room() {
        JsonNode room = json(calls.to("/v1/uploads").POST(BodyPublishers.noBody()));
        return Json.as(room, Room.class)
                .filter(Room::isComplete)
                .orElseThrow(() -> unexpected("no room for an upload"));
    }

    /**
     * Where to put an object.
     *
     * @param key it will have
     * @param url to PUT it to
     */
    record Room(String key, URI url) {
        boolean isComplete() {
            return key != null && url != null;
        }
    }

    HttpClient http() {
        return calls.http();
    }

    UnreachedException unexpected(String found) {
        return new UnreachedException(calls.server(), found, "the answer of a Kinora", null);
    }

    private Answer job(HttpRequest.Builder call) {
        return answer(json(call));
    }

    private Answer answer(JsonNode json) {
        return Json.as(json, JobView.class)
                .map(job -> new Answer(job, json))
                .orElseThrow(() -> unexpected("JSON that is no job"));
    }

    private JsonNode json(HttpRequest.Builder call) {
        HttpResponse<byte[]> answer = calls.send(call);
        return Json.object(answer.body())
                .orElseThrow(() -> unexpected("HTTP " + answer.statusCode() + " without a JSON object"));
    }

    private static String path(String id, String rest) {
        return JOBS + "/" + encoded(id) + rest;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
