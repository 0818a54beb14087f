package dev.kinora.local;

import dev.kinora.local.remote.LoopbackServer;
import dev.kinora.local.remote.LoopbackServer.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Somebody else's server on this machine, which has a picture and takes events; it fails before it does either. */
final class OtherServer implements AutoCloseable {
    private static final int SECRET_BYTES = 32;

    private final LoopbackServer server;
    private final Path secrets;

    /** @param folder for the secret that events are signed with */
    OtherServer(Path folder) throws IOException {
        byte[] photo = Files.readAllBytes(Program.PHOTO);
        server = new LoopbackServer()
                .answers(Answer.of(503, ""))
                .answers(new Answer(200, Map.of(), photo, photo.length))
                .answers(Answer.of(500, ""))
                .answers(Answer.of(204, ""));
        secrets = Files.writeString(
                folder.resolve("secrets"),
                "whsec_" + Base64.getEncoder().encodeToString(new byte[SECRET_BYTES]) + "\n");
    }

    /** The command line of a pipeline that may reach this server. */
    List<String> allowedTo(String kinora) {
        String host = server.address().substring("http://".length());
        Stream<String> hosts = Stream.of("IMAGE_URL", "WEBHOOK")
                .map(whom -> "KINORA_INGEST_" + whom)
                .flatMap(setting -> Stream.of(
                        setting + "_HOSTS=" + host,
                        setting + "_PRIVATE_HOSTS=127.0.0.1",
                        setting + "_SCHEMES=http",
                        setting + "_FIRST_DELAY=100ms"));
        Stream<String> secret = Stream.of("KINORA_INGEST_WEBHOOK_SECRET_FILE=" + secrets);
        Stream<String> command =
                Stream.of(kinora, "up", "--data", "data", "--json", "--settings-to", "kinora.properties");
        return Stream.of(Stream.of("env"), hosts, secret, command)
                .flatMap(part -> part)
                .toList();
    }

    /** A request that needs this server. */
    Map<String, Object> request(String id) {
        return Map.of(
                "id",
                id,
                "steps",
                1,
                "image",
                Map.of("url", server.address() + "/photo.jpg"),
                "webhook",
                Map.of("url", server.address() + "/hook", "events", List.of("JobAccepted")),
                "labels",
                Map.of("by", "topic"));
    }

    @Override
    public void close() {
        server.close();
    }
}
