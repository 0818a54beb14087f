package dev.kinora.local.remote;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kinora.contract.Interpolation;
import dev.kinora.contract.InterpolationMethod;
import dev.kinora.contract.JobEvent.ClipPublished;
import dev.kinora.contract.ObjectKeys;
import dev.kinora.contract.ObjectRef;
import dev.kinora.contract.ResolvedSampling;
import dev.kinora.objects.Sha256;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;

/** What jobs have made. */
public final class Results {
    private final JobsApi jobs;

    public Results(JobsApi jobs) {
        this.jobs = jobs;
    }

    /** The event that told of the clip, read back from {@code clips/{id}.json}. */
    public ClipPublished published(String id) {
        byte[] body = read(jobs.location(id, "result"));
        JsonNode result = Json.object(body).orElseThrow(() -> jobs.unexpected("a result that is no JSON object"));
        JsonNode parameters = result.at("/job/parameters");
        JsonNode between = parameters.path("interpolation");
        return new ClipPublished(
                id,
                clip(result),
                new ObjectRef(ObjectKeys.publishedResult(id), body.length, Sha256.of(body)),
                jobs.location(id, "clip").toString(),
                parameters.path("width").asInt(),
                parameters.path("height").asInt(),
                result.path("frames").asInt(),
                parameters.path("playbackFps").asDouble(),
                result.path("durationSeconds").asDouble(),
                parameters.path("seed").asLong(),
                Json.as(result.path("sampling"), ResolvedSampling.class).orElse(null),
                new Interpolation(
                        between.path("factor").asInt(1),
                        InterpolationMethod.parse(between.path("method").asText("diffusion"))));
    }

    /** The clip: checked, and gone on with where an earlier run left off. */
    public void clip(ClipPublished published, Path target) {
        download(published.id(), "clip", target).fetch(published.clip().sha256());
    }

    /**
     * Something else.
     *
     * @param kind such as {@code poster}
     */
    public void fetch(String id, String kind, Path target) {
        download(id, kind, target).fetch();
    }

    private Download download(String id, String kind, Path target) {
        return new Download(jobs.http(), () -> jobs.location(id, kind), target);
    }

    private ObjectRef clip(JsonNode result) {
        return Json.as(result.path("clip"), ObjectRef.class)
                .filter(clip -> clip.sha256() != null)
                .orElseThrow(() -> jobs.unexpected("a result without a clip"));
    }

    private byte[] read(URI address) {
        try {
            HttpRequest request = HttpRequest.newBuilder(address).build();
            HttpResponse<byte[]> answer = jobs.http().send(request, BodyHandlers.ofByteArray());
            if (answer.statusCode() == 200) {
                return answer.body();
            }
            throw jobs.unexpected("HTTP " + answer.statusCode() + " of its store at " + address.getAuthority());
        } catch (IOException away) {
            throw jobs.unexpected(away + " of its store at " + address.getAuthority());
        } catch (InterruptedException leaving) {
            Thread.currentThread().interrupt();
            throw jobs.unexpected("an interruption");
        }
    }
}
