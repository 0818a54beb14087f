package dev.kinora.ingest.outside;

import dev.kinora.contract.FailureException;
import dev.kinora.ingest.outside.OutsideRules.ForbiddenAddressException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Proxy;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import okhttp3.Call;
import okhttp3.ConnectionPool;
import okhttp3.Dns;
import okhttp3.Headers;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;

/**
 * HTTP under {@link OutsideRules}. A name is resolved once for each request, and what was checked is what is connected to;
 * the certificate is that of the name. Redirects are URLs like any other. Nothing goes along: no proxy, no cookie, no
 * credentials. Thread-safe.
 */
public final class OutsideClient {
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final int MOST_REDIRECTS = 5;
    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);
    /** Request Timeout, Too Early, Too Many Requests; and whatever is the server's own fault. */
    private static final Set<Integer> PASSING = Set.of(408, 425, 429);

    private static final MediaType JSON = MediaType.get("application/json");

    private final OutsideRules rules;
    private final Duration limit;
    private final OkHttpClient http;

    /** @param limit for everything from the first look at the name to the last byte, redirects included */
    public OutsideClient(OutsideRules rules, Duration limit) {
        this(rules, limit, new OkHttpClient(), Dns.SYSTEM);
    }

    /** @param trusted what it trusts and nothing else is taken over */
    OutsideClient(OutsideRules rules, Duration limit, OkHttpClient trusted, Dns names) {
        this.rules = rules;
        this.limit = limit;
        this.http = trusted.newBuilder()
                .proxy(Proxy.NO_PROXY)
                .followRedirects(false)
                .followSslRedirects(false)
                .connectTimeout(CONNECT)
                .readTimeout(limit)
                .writeTimeout(limit)
                // No connection outlives what it was checked for.
                .connectionPool(new ConnectionPool(0, 1, TimeUnit.SECONDS))
                .dns(host -> {
                    var addresses = names.lookup(host);
                    rules.requireAddresses(host, addresses);
                    return addresses;
                })
                .build();
    }

    /**
     * Fetches a file, as it is: a server that encodes it is refused.
     *
     * @param most bytes
     * @throws FailureException BAD_INPUT on the rules' field if it is not there, not allowed or too large
     * @throws PassingFailureException if trying again later may help
     * @throws InterruptedException if the caller is to leave
     */
    public byte[] get(String address, int most) throws PassingFailureException, InterruptedException {
        long end = System.nanoTime() + limit.toNanos();
        String next = address;
        for (int redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
            OutsideUrl url = rules.require(next);
            try (Response answer = send(url, request(url).get().build(), end)) {
                if (!REDIRECTS.contains(answer.code())) {
                    return file(url, answer, most);
                }
                next = url.resolve(String.valueOf(answer.header("Location")))
                        .orElseThrow(() -> rules.refusal(url + ": a redirect to nowhere", "a file"));
            } catch (IOException broken) {
                throw passing(url, broken);
            }
        }
        throw rules.refusal("more than " + MOST_REDIRECTS + " redirects", "a file");
    }

    /**
     * Posts JSON and tells the answer's status; its body is not read, and a redirect not followed.
     *
     * @throws FailureException BAD_INPUT on the rules' field if the URL is not allowed
     * @throws PassingFailureException if there is no answer
     * @throws InterruptedException if the caller is to leave
     */
    public int post(String address, Map<String, String> headers, byte[] json)
            throws PassingFailureException, InterruptedException {
        OutsideUrl url = rules.require(address);
        Request request = request(url)
                .headers(Headers.of(headers)
                        .newBuilder()
                        .set("User-Agent", "kinora")
                        .build())
                .post(RequestBody.create(json, JSON))
                .build();
        try (Response answer = send(url, request, System.nanoTime() + limit.toNanos())) {
            return answer.code();
        }
    }

    private static Request.Builder request(OutsideUrl url) {
        return new Request.Builder()
                .url(url.http())
                .header("User-Agent", "kinora")
                .header("Accept-Encoding", "identity");
    }

    private Response send(OutsideUrl url, Request request, long end)
            throws PassingFailureException, InterruptedException {
        Call call = http.newCall(request);
        // At least 1: 0 would mean no limit. It also ends a body that trickles.
        call.timeout().timeout(Math.max(1, end - System.nanoTime()), TimeUnit.NANOSECONDS);
        try {
            return call.execute();
        } catch (ForbiddenAddressException refused) {
            throw rules.refusal(url, rules.publicAddress());
        } catch (SSLPeerUnverifiedException | SSLHandshakeException untrusted) {
            throw rules.refusal(url + ": " + untrusted.getClass().getSimpleName(), "a certificate of that host");
        } catch (IOException broken) {
            throw passing(url, broken);
        }
    }

    private byte[] file(OutsideUrl url, Response answer, int most) throws PassingFailureException, IOException {
        int status = answer.code();
        if (PASSING.contains(status) || status >= 500) {
            throw new PassingFailureException(url + ": status " + status);
        }
        if (status != 200) {
            throw rules.refusal(url + ": status " + status, "a file");
        }
        String encoding = answer.header("Content-Encoding", "identity");
        if (!encoding.equalsIgnoreCase("identity")) {
            throw rules.refusal(url + ": Content-Encoding " + encoding.replaceAll("[^\\w, -]", "?"), "a file as it is");
        }
        try (InputStream body = answer.body().byteStream()) {
            boolean tooLarge = answer.body().contentLength() > most;
            byte[] file = tooLarge ? new byte[0] : body.readNBytes(most + 1);
            if (tooLarge || file.length > most) {
                throw rules.refusal(url + ": more than that", "at most " + most + " bytes");
            }
            return file;
        }
    }

    /** What broke, in words of this program: a library's message may repeat the URL. */
    private PassingFailureException passing(OutsideUrl url, IOException broken) throws InterruptedException {
        if (Thread.currentThread().isInterrupted()) {
            throw new InterruptedException();
        }
        return new PassingFailureException(
                url + ": " + broken.getClass().getSimpleName() + " within " + limit.toMillis() + " ms", broken);
    }
}
