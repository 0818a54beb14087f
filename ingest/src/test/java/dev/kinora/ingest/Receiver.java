package dev.kinora.ingest;

import static dev.kinora.ingest.outside.LoopbackServer.answer;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import dev.kinora.ingest.OutsideParties.Host;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Somebody's server that is told of events, and checks their signatures by its own computation. */
final class Receiver {
    private static final int PATIENCE_SECONDS = 60;

    private final List<Integer> answers;
    private final LinkedBlockingQueue<Received> received = new LinkedBlockingQueue<>();
    private int calls;

    /** @param answers statuses, one after the other, the last one for ever */
    Receiver(String path, Integer... answers) {
        this.answers = List.of(answers);
        Host.server().at(path, this::take);
    }

    /**
     * What came.
     *
     * @param message its name
     * @param body JSON
     * @param isGenuine whether its signature is right
     */
    record Received(String message, String body, boolean isGenuine) {}

    /** The first messages, as soon as there are so many. */
    List<Received> await(int count) {
        List<Received> all = new ArrayList<>();
        try {
            while (all.size() < count) {
                Received next = received.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
                if (next == null) {
                    throw new AssertionError("only " + all.size() + " of " + count + " came");
                }
                all.add(next);
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return all;
    }

    /** What came and was not asked for. */
    int left() {
        return received.size();
    }

    private void take(HttpExchange exchange) throws IOException {
        Headers headers = exchange.getRequestHeaders();
        byte[] body = exchange.getRequestBody().readAllBytes();
        String message = headers.getFirst("webhook-id");
        String signed = message + "." + headers.getFirst("webhook-timestamp") + ".";
        boolean isGenuine = ("v1," + hmac(signed.getBytes(StandardCharsets.UTF_8), body))
                        .equals(headers.getFirst("webhook-signature"))
                && "application/json".equals(headers.getFirst("Content-Type"))
                && "POST".equals(exchange.getRequestMethod());
        int status;
        synchronized (this) {
            status = answers.get(Math.min(calls++, answers.size() - 1));
        }
        answer(exchange, status, new byte[0]);
        received.add(new Received(message, new String(body, StandardCharsets.UTF_8), isGenuine));
    }

    private static String hmac(byte[]... parts) {
        try {
            byte[] secret = Base64.getDecoder().decode(OutsideParties.SECRET.substring("whsec_".length()));
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret, "HmacSHA256"));
            for (byte[] part : parts) {
                mac.update(part);
            }
            return Base64.getEncoder().encodeToString(mac.doFinal());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
