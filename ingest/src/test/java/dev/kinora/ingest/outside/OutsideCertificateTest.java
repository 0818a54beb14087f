package dev.kinora.ingest.outside;

import static dev.kinora.ingest.outside.LoopbackServer.says;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kinora.contract.FailureException;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server whose certificate is for {@code own.test}, reached by the address that was checked. */
class OutsideCertificateTest {
    private static final char[] WORD = "password".toCharArray();
    private static final byte[] FILE = {1, 2, 3};

    @TempDir
    private Path folder;

    @Test
    void theCertificateHasToBeOfTheNamedHost() throws Exception {
        KeyStore own = certificate();
        try (LoopbackServer server = new LoopbackServer(tls(own)).at("/", says(200, FILE))) {
            OutsideClient client = new OutsideClient(
                    new OutsideRules(
                            "image.url", "some.", Set.of("https"), List.of("*:" + server.port()), List.of("*.test")),
                    Duration.ofSeconds(20),
                    trusting(own),
                    name -> List.of(InetAddress.getByName("127.0.0.1")));
            assertArrayEquals(FILE, client.get("https://own.test:" + server.port() + "/", 10));
            FailureException refusal = assertThrows(
                    FailureException.class, () -> client.get("https://other.test:" + server.port() + "/", 10));
            assertEquals("image.url", refusal.failure().field());
            assertTrue(refusal.getMessage().contains("certificate"), refusal.getMessage());
            assertEquals(List.of("/"), server.seen());
        }
    }

    private KeyStore certificate() throws IOException, InterruptedException, GeneralSecurityException {
        Path file = folder.resolve("own.p12");
        int status = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "own",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=own.test",
                        "-ext",
                        "san=dns:own.test",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        file.toString(),
                        "-storepass",
                        new String(WORD))
                .inheritIO()
                .start()
                .waitFor();
        assertEquals(0, status);
        return KeyStore.getInstance(file.toFile(), WORD);
    }

    private static SSLContext tls(KeyStore own) throws GeneralSecurityException {
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(own, WORD);
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(keys.getKeyManagers(), null, null);
        return tls;
    }

    private static OkHttpClient trusting(KeyStore own) throws GeneralSecurityException {
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        KeyStore known = KeyStore.getInstance("PKCS12");
        try {
            known.load(null, null);
        } catch (IOException inMemory) {
            throw new IllegalStateException(inMemory);
        }
        known.setCertificateEntry("own", own.getCertificate("own"));
        trust.init(known);
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(null, trust.getTrustManagers(), null);
        return new OkHttpClient.Builder()
                .sslSocketFactory(tls.getSocketFactory(), (X509TrustManager) trust.getTrustManagers()[0])
                .build();
    }
}
