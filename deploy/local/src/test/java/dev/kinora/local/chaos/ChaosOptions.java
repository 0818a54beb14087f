package dev.kinora.local.chaos;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;

/**
 * What to rehearse.
 *
 * @param root of the project, built
 * @param jobs sent in trouble
 * @param kills deeds: kill -9, SIGTERM, SIGSTOP, restarts of broker and store
 * @param away how long a server is away at most
 * @param seed of what happens when
 * @param patience for the last jobs, and for the sweeper, once there is peace
 */
record ChaosOptions(Path root, int jobs, int kills, Duration away, long seed, Duration patience) {

    /** The picture of every job, base64. */
    String picture() {
        try {
            return Base64.getEncoder()
                    .encodeToString(Files.readAllBytes(root.resolve("i2v-worker/models/nano/samples/fig.jpg")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
