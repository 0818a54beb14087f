package dev.kinora.ingest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.function.Predicate;
import org.eclipse.microprofile.config.ConfigProvider;

/** A program that talks HTTP to the application under test, and follows no redirect by itself. */
final class Caller {
    private static final int PATIENCE_MILLIS = 30_000;
    private static final int PAUSE_MILLIS = 100;
    private static final String BOUNDARY = "a-boundary-of-a-form";

    private final HttpClient client = HttpClient.newHttpClient();

    HttpResponse<byte[]> get(String path, String... headers) {
        return raw(request(path, headers).GET().build());
    }

    HttpResponse<byte[]> post(String path, byte[] json, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri(path)).setHeader("Content-Type", "application/json");
        for (int i = 0; i < headers.length; i += 2) {
            request.setHeader(headers[i], headers[i + 1]);
        }
        return raw(request.POST(BodyPublishers.ofByteArray(json)).build());
    }

    /** The first line of the answer to a request whose body never comes. */
    String answerToHead(String path, long bytes, String... header) throws IOException {
        URI address = uri(path);
        try (Socket socket = new Socket(address.getHost(), address.getPort())) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            String head = "POST " + path + " HTTP/1.1\r\nHost: " + address.getAuthority()
                    + (header.length == 0 ? "" : "\r\n" + header[0] + ": " + header[1])
                    + "\r\nContent-Type: application/json\r\nContent-Length: " + bytes + "\r\n\r\n";
            socket.getOutputStream().write(bytes(head));
            return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))
                    .readLine();
        }
    }

    /** A form with a text {@code request} and a file {@code image}. */
    HttpResponse<byte[]> postForm(String path, String json, byte[] file, String... headers) {
        ByteArrayOutputStream form = new ByteArrayOutputStream();
        form.writeBytes(bytes("--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"request\"\r\n\r\n" + json
                + "\r\n--" + BOUNDARY
                + "\r\nContent-Disposition: form-data; name=\"image\"; filename=\"a.jpg\"\r\n"
                + "Content-Type: application/octet-stream\r\n\r\n"));
        form.writeBytes(file);
        form.writeBytes(bytes("\r\n--" + BOUNDARY + "--\r\n"));
        return raw(request(path, headers)
                .setHeader("Content-Type", "multipart/form-data; boundary=" + BOUNDARY)
                .POST(BodyPublishers.ofByteArray(form.toByteArray()))
                .build());
    }

    HttpResponse<byte[]> send(String method, String path, byte[] body, String... headers) {
        return raw(request(path, headers)
                .method(method, BodyPublishers.ofByteArray(body))
                .build());
    }

    /** Leaves no job open. */
    void cancelAll(String... headers) {
        for (String state : new String[] {"submitted", "accepted"}) {
            for (JsonNode job : json(get("/v1/jobs?state=" + state, headers)).path("jobs")) {
                String path = "/v1/jobs/" + job.path("id").asText();
                send("DELETE", path, new byte[0], headers);
                await(path, found -> !state.equals(found.path("state").asText()), headers);
            }
        }
    }

    /** What lies at an address elsewhere. */
    byte[] fetch(URI address) {
        return raw(HttpRequest.newBuilder(address).build()).body();
    }

    HttpResponse<byte[]> raw(HttpRequest request) {
        try {
            return client.send(request, HttpResponse.BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The answer, as soon as it is what is waited for. */
    JsonNode await(String path, Predicate<JsonNode> wanted, String... headers) {
        long end = System.currentTimeMillis() + PATIENCE_MILLIS;
        while (true) {
            HttpResponse<byte[]> answer = get(path, headers);
            if (answer.statusCode() == 200 && wanted.test(json(answer))) {
                return json(answer);
            }
            if (System.currentTimeMillis() > end) {
                throw new AssertionError(path + " stays " + answer.statusCode() + " " + text(answer));
            }
            pause();
        }
    }

    static JsonNode json(HttpResponse<byte[]> answer) {
        try {
            return new ObjectMapper().readTree(answer.body());
        } catch (IOException e) {
            throw new AssertionError(text(answer), e);
        }
    }

    static String text(HttpResponse<byte[]> answer) {
        return answer.statusCode() + " " + new String(answer.body(), StandardCharsets.UTF_8);
    }

    static URI uri(String path) {
        return URI.create(ConfigProvider.getConfig().getValue("test.url", String.class) + path);
    }

    private static HttpRequest.Builder request(String path, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri(path));
        for (int i = 0; i < headers.length; i += 2) {
            request.setHeader(headers[i], headers[i + 1]);
        }
        return request;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
