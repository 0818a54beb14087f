package dev.kinora.objects;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A way to a server of this machine that carries so many bytes a second on each connection, in each direction. */
final class SlowLink implements AutoCloseable {
    private static final int PIECES_A_SECOND = 50;

    private final ServerSocket door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final int port;
    private final int pieceBytes;

    SlowLink(int port, int bytesASecond) throws IOException {
        this.port = port;
        this.pieceBytes = bytesASecond / PIECES_A_SECOND;
        threads.submit(this::accept);
    }

    String endpoint() {
        return "http://127.0.0.1:" + door.getLocalPort();
    }

    private Void accept() throws IOException {
        while (true) {
            Socket near = door.accept();
            Socket far = new Socket(InetAddress.getLoopbackAddress(), port);
            threads.submit(() -> carry(near, far));
            threads.submit(() -> carry(far, near));
        }
    }

    private Void carry(Socket from, Socket to) throws IOException, InterruptedException {
        try (to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] piece = new byte[pieceBytes];
            for (int length = in.read(piece); length >= 0; length = in.read(piece)) {
                out.write(piece, 0, length);
                Thread.sleep(1000L * length / pieceBytes / PIECES_A_SECOND);
            }
        }
        return null;
    }

    @Override
    public void close() throws IOException {
        door.close();
        threads.shutdownNow();
    }
}
