package dev.kinora.local.load;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** A submission that no client library would send: its body comes a byte at a time, and may never be whole. */
final class RawRequest implements AutoCloseable {
    private static final int BETWEEN_MILLIS = 500;
    private static final int MOST_BYTES = 600;

    private final Socket socket;
    private final BufferedReader answer;

    /** @param declaredBytes {@code Content-Length}, whatever comes */
    RawRequest(URI service, int declaredBytes) throws IOException {
        socket = new Socket(service.getHost(), service.getPort());
        socket.setSoTimeout(BETWEEN_MILLIS);
        answer = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
        write("POST /v1/jobs HTTP/1.1\r\nHost: " + service.getAuthority()
                + "\r\nContent-Type: application/json\r\nContent-Length: " + declaredBytes + "\r\n\r\n{");
    }

    /** Goes on until it is answered, at most five minutes; the status, or {@link Deed#CUT}. */
    int trickle() {
        for (int sent = 0; sent < MOST_BYTES; sent++) {
            try {
                String line = answer.readLine();
                return line == null ? Deed.CUT : Integer.parseInt(line.split(" ")[1]);
            } catch (SocketTimeoutException notYet) {
                write(" ");
            } catch (IOException cut) {
                return Deed.CUT;
            }
        }
        return -1;
    }

    private void write(String text) {
        try {
            socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
        } catch (IOException gone) {
            // The answer, if there is one, is read next.
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
