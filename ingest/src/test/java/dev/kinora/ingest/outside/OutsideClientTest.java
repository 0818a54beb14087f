package dev.kinora.ingest.outside;

import static dev.kinora.ingest.outside.LoopbackServer.answer;
import static dev.kinora.ingest.outside.LoopbackServer.says;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import dev.kinora.contract.Failure;
import dev.kinora.contract.FailureException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import okhttp3.Dns;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against real servers on loopback, of which 127.0.0.1 counts as public and 127.0.0.2 does not. */
class OutsideClientTest {
    private static final byte[] FILE = "a picture, say".getBytes(StandardCharsets.UTF_8);
    private static final int MOST = 1 << 16;
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final LoopbackServer server = new LoopbackServer();
    private final List<String> asked = new ArrayList<>();

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void fetchesAFile() throws Exception {
        server.at("/", exchange -> answer(exchange, 200, where(exchange)));
        assertEquals("127.0.0.1", text(client("127.0.0.1").get(url("name.test", "/a?b=c"), MOST)));
        assertEquals(List.of("/a?b=c"), server.seen());
    }

    @Test
    void takesNothingAlong() throws Exception {
        server.at("/", exchange -> {
            List<String> names =
                    exchange.getRequestHeaders().keySet().stream().sorted().toList();
            answer(exchange, 200, names.toString().getBytes(StandardCharsets.UTF_8), "Set-Cookie", "a=b");
        });
        OutsideClient client = client("127.0.0.1");
        client.get(url("name.test", "/"), MOST);
        assertEquals("[Accept-encoding, Connection, Host, User-agent]", text(client.get(url("name.test", "/"), MOST)));
    }

    @Test
    void connectsToWhatWasChecked() throws Exception {
        server.at("/", exchange -> answer(exchange, 200, where(exchange)));
        assertEquals("127.0.0.1", text(client("127.0.0.1", "127.0.0.2").get(url("rebound.test", "/"), MOST)));
        assertEquals(List.of("rebound.test"), asked);
    }

    @Test
    void aRedirectIsResolvedAndCheckedAgain() {
        server.at("/a", redirect("/b")).at("/b", says(200, FILE));
        Failure refusal = refusal(client("127.0.0.1", "127.0.0.2"), url("rebound.test", "/a"));
        assertTrue(refusal.expected().contains("some.private-hosts"), refusal.message());
        assertEquals(List.of("/a"), server.seen());
    }

    @Test
    void aNameOfWhichOneAddressIsPrivateIsRefused() {
        server.at("/", says(200, FILE));
        refusal(client("127.0.0.1 127.0.0.2"), url("both.test", "/"));
        assertEquals(List.of(), server.seen());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.2:PORT/b",
                "//127.0.0.2:PORT/b",
                "http://other.example/b",
                "https://name.test:PORT/b",
                "file:///etc/passwd",
                "http://user@name.test:PORT/b",
                "http://2130706433:PORT/b",
                "",
                "http://["
            })
    void aRedirectToWhereNobodyMayGoIsRefused(String location) {
        String target = location.replace("PORT", Integer.toString(server.port()));
        server.at("/a", redirect(target)).at("/b", says(200, FILE));
        refusal(client("127.0.0.1"), url("name.test", "/a"));
        assertFalse(server.seen().contains("/b"));
    }

    @Test
    void followsFiveRedirectsAndNoMore() throws Exception {
        for (int i = 0; i < 6; i++) {
            server.at("/" + i, redirect("/" + (i + 1)));
        }
        server.at("/6", says(200, FILE));
        assertArrayEquals(FILE, client("127.0.0.1").get(url("name.test", "/1"), MOST));
        refusal(client("127.0.0.1"), url("name.test", "/0"));
    }

    @ParameterizedTest
    @ValueSource(ints = {204, 206, 304, 400, 401, 403, 404, 410})
    void whatWillNotPassIsRefused(int status) {
        server.at("/", says(status, new byte[0]));
        Failure refusal = refusal(client("127.0.0.1"), url("name.test", "/a.jpg?hidden"));
        assertTrue(refusal.found().endsWith("/a.jpg: status " + status), refusal.found());
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 425, 429, 500, 502, 503, 504})
    void whatMayPassIsNot(int status) {
        server.at("/", says(status, new byte[0]));
        passing(client("127.0.0.1"), url("name.test", "/?hidden"));
    }

    @Test
    void whoIsNotThereMayComeBack() throws IOException {
        int free;
        try (ServerSocket socket = new ServerSocket(0)) {
            free = socket.getLocalPort();
        }
        OutsideRules rules = rules(List.of("*.test:" + free));
        Dns loopback = name -> List.of(InetAddress.getByName("127.0.0.1"));
        String nobody = "http://name.test:" + free + "/?hidden";
        passing(new OutsideClient(rules, LIMIT, new OkHttpClient(), loopback), nobody);
        Dns unknown = name -> {
            throw new UnknownHostException(name);
        };
        passing(new OutsideClient(rules, LIMIT, new OkHttpClient(), unknown), nobody);
    }

    @Test
    void aFileOverTheLimitIsRefusedWhetherItsLengthIsToldOrNot() throws Exception {
        server.at("/most", says(200, new byte[MOST])).at("/told", says(200, new byte[MOST + 1]));
        server.at("/untold", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write(new byte[MOST + 1]);
        });
        assertEquals(MOST, client("127.0.0.1").get(url("name.test", "/most"), MOST).length);
        refusal(client("127.0.0.1"), url("name.test", "/told"));
        refusal(client("127.0.0.1"), url("name.test", "/untold"));
    }

    @Test
    void aFileThatWouldGrowIsRefused() throws IOException {
        ByteArrayOutputStream bomb = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(bomb)) {
            zip.write(new byte[64 << 20]);
        }
        server.at("/", says(200, bomb.toByteArray(), "Content-Encoding", "gzip"));
        Failure refusal = refusal(client("127.0.0.1"), url("name.test", "/"));
        assertTrue(refusal.found().contains("gzip"), refusal.found());
    }

    /** It would go on for ten seconds; each byte comes soon enough for a limit on single reads. */
    @Test
    void aServerThatTricklesIsLeft() {
        server.at("/", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            for (int i = 0; i < 200; i++) {
                exchange.getResponseBody().write('.');
                exchange.getResponseBody().flush();
                pause();
            }
        });
        passing(client(Duration.ofMillis(500), "127.0.0.1"), url("name.test", "/"));
    }

    @Test
    void redirectsShareOneLimit() {
        for (int i = 0; i < 4; i++) {
            String next = "/" + (i + 1);
            server.at("/" + i, exchange -> {
                for (int wait = 0; wait < 6; wait++) {
                    pause();
                }
                answer(exchange, 302, new byte[0], "Location", next);
            });
        }
        server.at("/4", says(200, FILE));
        passing(client(Duration.ofSeconds(1), "127.0.0.1"), url("name.test", "/0"));
    }

    @Test
    void postsOnceAndFollowsNothing() throws Exception {
        server.at("/a", redirect("/b")).at("/b", says(200, FILE));
        Map<String, String> signed = Map.of("webhook-id", "msg-1");
        assertEquals(302, client("127.0.0.1").post(url("name.test", "/a"), signed, FILE));
        assertEquals(List.of("/a"), server.seen());
        OutsideClient rebound = client("127.0.0.2");
        assertThrows(FailureException.class, () -> rebound.post(url("name.test", "/a"), signed, FILE));
    }

    private OutsideClient client(String... answers) {
        return client(LIMIT, answers);
    }

    /** @param answers of the names' service, one after the other, the last one for ever; each of one or several addresses */
    private OutsideClient client(Duration limit, String... answers) {
        Dns names = name -> {
            asked.add(name);
            List<InetAddress> addresses = new ArrayList<>();
            for (String address : answers[Math.min(asked.size(), answers.length) - 1].split(" ")) {
                addresses.add(InetAddress.getByName(address));
            }
            return addresses;
        };
        return new OutsideClient(rules(), limit, new OkHttpClient(), names);
    }

    private OutsideRules rules() {
        List<String> hosts = List.of("*.test:" + server.port(), "127.0.0.2:" + server.port());
        return rules(hosts);
    }

    private static OutsideRules rules(List<String> hosts) {
        return new OutsideRules("image.url", "some.", Set.of("http"), hosts, List.of(), OutsideClientTest::isPublic);
    }

    private static boolean isPublic(InetAddress address) {
        return !"127.0.0.2".equals(address.getHostAddress());
    }

    private String url(String host, String path) {
        return "http://" + host + ":" + server.port() + path;
    }

    private static HttpHandler redirect(String location) {
        return says(302, new byte[0], "Location", location);
    }

    private static byte[] where(HttpExchange exchange) {
        InetSocketAddress local = exchange.getLocalAddress();
        return local.getAddress().getHostAddress().getBytes(StandardCharsets.UTF_8);
    }

    private static String text(byte[] file) {
        return new String(file, StandardCharsets.UTF_8);
    }

    private static void pause() {
        try {
            Thread.sleep(50);
        } catch (InterruptedException closed) {
            throw new IllegalStateException(closed);
        }
    }

    private static Failure refusal(OutsideClient client, String url) {
        FailureException refusal = assertThrows(FailureException.class, () -> client.get(url, MOST));
        assertEquals("image.url", refusal.failure().field());
        assertFalse(
                refusal.failure().message().contains("hidden"),
                refusal.failure().message());
        return refusal.failure();
    }

    private static void passing(OutsideClient client, String url) {
        PassingFailureException passing = assertThrows(PassingFailureException.class, () -> client.get(url, MOST));
        assertFalse(passing.getMessage().contains("hidden"), passing.getMessage());
        assertTrue(passing.getMessage().startsWith("http://name.test:"), passing.getMessage());
    }
}
