package dev.kinora.ingest;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** Sends a request whose body comes a byte at a time. */
final class SlowCaller implements AutoCloseable {
    private static final int MOST_BYTES = 600;
    private static final int BETWEEN_MILLIS = 50;

    private final Socket socket;
    private final BufferedReader answer;

    SlowCaller(String path, String authorization) throws IOException {
        URI address = Caller.uri(path);
        socket = new Socket(address.getHost(), address.getPort());
        socket.setSoTimeout(BETWEEN_MILLIS);
        answer = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
        write("POST " + path + " HTTP/1.1\r\nHost: " + address.getAuthority() + "\r\nAuthorization: " + authorization
                + "\r\nContent-Type: application/json\r\nContent-Length: 1000000\r\n\r\n{");
    }

    /** The first line of the answer, which comes before the body is whole. */
    String trickleUntilAnswered() throws IOException {
        for (int sent = 0; sent < MOST_BYTES; sent++) {
            try {
                return answer.readLine();
            } catch (SocketTimeoutException notYet) {
                write(" ");
            }
        }
        return "no answer to " + MOST_BYTES + " bytes";
    }

    private void write(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
        socket.getOutputStream().flush();
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
