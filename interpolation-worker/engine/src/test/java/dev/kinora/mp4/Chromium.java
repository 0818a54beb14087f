package dev.kinora.mp4;

import static org.junit.jupiter.api.Assertions.fail;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A browser without a window that opens one page, which may fetch one clip and reports one line. */
final class Chromium {
    private static final List<String> FLAGS = List.of(
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--autoplay-policy=no-user-gesture-required");

    private Chromium() {}

    /**
     * Opens the page.
     *
     * @param page HTML; it finds the clip at {@code clip.mp4} and posts its report to {@code report}
     * @param profile empty folder for the browser's own files
     * @return the report
     */
    static String open(byte[] page, Path clip, Path profile) throws IOException, InterruptedException {
        CompletableFuture<String> report = new CompletableFuture<>();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> answer(exchange, "text/html; charset=utf-8", page));
        server.createContext("/clip.mp4", exchange -> answer(exchange, "video/mp4", Files.readAllBytes(clip)));
        server.createContext("/report", exchange -> {
            report.complete(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            answer(exchange, "text/plain", new byte[0]);
        });
        server.start();
        Process browser = start("http://127.0.0.1:" + server.getAddress().getPort() + "/", profile);
        try {
            return report.get(2, TimeUnit.MINUTES);
        } catch (ExecutionException | TimeoutException e) {
            return fail("no report; chromium said: " + Files.readString(log(profile)), e);
        } finally {
            stop(browser);
            server.stop(0);
        }
    }

    private static Path log(Path profile) {
        return profile.resolve("chromium.log");
    }

    private static Process start(String address, Path profile) {
        String binary = System.getenv().getOrDefault("KINORA_CHROMIUM", "chromium");
        List<String> command = new ArrayList<>(List.of(binary));
        command.addAll(FLAGS);
        command.add("--user-data-dir=" + profile);
        command.add(address);
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.redirectOutput(log(profile).toFile());
        builder.environment().put("TMPDIR", profile.toString()); // where it would leave a folder each time
        try {
            return builder.start();
        } catch (IOException missing) {
            return fail(
                    binary + " does not start; on Debian: apt-get install chromium, or name one in KINORA_CHROMIUM",
                    missing);
        }
    }

    /** Its helper processes go first: they write to the profile until the end. */
    private static void stop(Process browser) throws InterruptedException {
        List<ProcessHandle> helpers = browser.descendants().toList();
        browser.destroy();
        browser.waitFor();
        for (ProcessHandle helper : helpers) {
            helper.destroyForcibly();
            helper.onExit().join();
        }
    }

    /** Whole or the range asked for: without ranges a browser does not seek. */
    private static void answer(HttpExchange exchange, String type, byte[] body) throws IOException {
        String range = exchange.getRequestHeaders().getFirst("Range");
        int first = 0;
        int last = body.length - 1;
        exchange.getResponseHeaders().add("Content-Type", type);
        exchange.getResponseHeaders().add("Accept-Ranges", "bytes");
        if (range != null) {
            String[] ends = range.substring("bytes=".length()).split("-", 2);
            first = Integer.parseInt(ends[0]);
            last = ends[1].isEmpty() ? last : Math.min(last, Integer.parseInt(ends[1]));
            exchange.getResponseHeaders().add("Content-Range", "bytes " + first + "-" + last + "/" + body.length);
        }
        int length = last - first + 1;
        exchange.sendResponseHeaders(range == null ? 200 : 206, length == 0 ? -1 : length);
        try (var out = exchange.getResponseBody()) {
            out.write(body, first, length);
        } catch (IOException enoughForTheBrowser) {
            // It drops a connection when it has seen what it wanted.
        }
    }
}
