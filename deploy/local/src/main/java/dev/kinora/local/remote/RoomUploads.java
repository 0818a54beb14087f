package dev.kinora.local.remote;

import dev.kinora.contract.Failure;
import dev.kinora.contract.FailureException;
import dev.kinora.contract.FailureKind;
import dev.kinora.contract.ObjectRef;
import dev.kinora.local.client.Uploads;
import dev.kinora.objects.Sha256;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;

/** Into room that the server makes in its store, an object each time. */
public final class RoomUploads implements Uploads {
    private final JobsApi jobs;

    public RoomUploads(JobsApi jobs) {
        this.jobs = jobs;
    }

    @Override
    public ObjectRef upload(Path file) {
        String sha256 = Sha256.of(file);
        JobsApi.Room room = jobs.room();
        try {
            long bytes = Files.size(file);
            HttpRequest put = HttpRequest.newBuilder(room.url())
                    .PUT(BodyPublishers.ofFile(file))
                    .build();
            HttpResponse<Void> answer = jobs.http().send(put, BodyHandlers.discarding());
            if (answer.statusCode() != 200) {
                throw jobs.unexpected("HTTP " + answer.statusCode() + " of its store at "
                        + room.url().getAuthority());
            }
            return new ObjectRef(room.key(), bytes, sha256);
        } catch (IOException away) {
            String message =
                    file + " was not sent to the store at " + room.url().getAuthority() + ": " + away;
            throw new FailureException(new Failure(FailureKind.DEPENDENCY_DOWN, "", "", "", message), away);
        } catch (InterruptedException leaving) {
            Thread.currentThread().interrupt();
            throw jobs.unexpected("an interruption");
        }
    }
}
