package dev.kinora.objects;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kinora.contract.FailureException;
import dev.kinora.contract.FailureKind;
import dev.kinora.contract.ObjectRef;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class ObjectStoreTest extends RealStore {
    @Test
    void whatIsPutIsGotWithItsChecksum() {
        ObjectRef ref = store.put("a/hello.txt", "hello".getBytes(UTF_8), TEXT);

        assertEquals("2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824", ref.sha256());
        assertEquals(5, ref.bytes());
        assertEquals("a/hello.txt", ref.key());
        assertArrayEquals("hello".getBytes(UTF_8), store.get("a/hello.txt"));
        assertEquals(Optional.of(ref), store.stat("a/hello.txt"));
    }

    @Test
    void putWritesOverAnOlderObject() {
        store.put("over.txt", "old".getBytes(UTF_8), TEXT);
        ObjectRef newer = store.put("over.txt", "newer".getBytes(UTF_8), TEXT);

        assertArrayEquals("newer".getBytes(UTF_8), store.get("over.txt"));
        assertEquals(Optional.of(newer), store.stat("over.txt"));
    }

    @Test
    void aFileOfSeveralPartsComesBackWhole() throws Exception {
        byte[] body = new byte[(16 << 20) + 12345];
        new Random(1).nextBytes(body);
        Path file = Files.write(folder.resolve("big"), body);

        ObjectRef ref = store.put("big.bin", file, "application/octet-stream");
        Path target = folder.resolve("deep/er/copy");
        store.download("big.bin", target);

        assertEquals(body.length, ref.bytes());
        assertEquals(Optional.of(ref), store.stat("big.bin"));
        assertEquals(-1, Files.mismatch(file, target));
        assertEquals(List.of(target), filesIn(target.getParent()));
    }

    @Test
    void anEmptyObjectIsAnObject() {
        store.put("empty", new byte[0], TEXT);

        assertEquals(0, store.get("empty").length);
    }

    @Test
    void aConditionalPutSaysWhetherItWrote() {
        Written first = store.putIfAbsent("once.txt", "first".getBytes(UTF_8), TEXT);
        Written second = store.putIfAbsent("once.txt", "second".getBytes(UTF_8), TEXT);

        assertTrue(first.created());
        assertFalse(second.created());
        assertEquals(first.ref(), second.ref());
        assertArrayEquals("first".getBytes(UTF_8), store.get("once.txt"));
    }

    @Test
    void aConditionalPutOfAFileSaysWhetherItWrote() throws Exception {
        byte[] body = new byte[(6 << 20) + 1]; // above the size at which a put could be split
        new Random(2).nextBytes(body);
        Path first = Files.write(folder.resolve("first"), body);
        Path second = Files.writeString(folder.resolve("second"), "second");

        Written written = store.putIfAbsent("once.bin", first, "application/octet-stream");
        Written kept = store.putIfAbsent("once.bin", second, TEXT);

        assertTrue(written.created());
        assertFalse(kept.created());
        assertEquals(new ObjectRef("once.bin", body.length, Sha256.of(body)), written.ref());
        assertEquals(written.ref(), kept.ref());
        assertArrayEquals(body, store.get("once.bin"));
    }

    @Test
    void ofManyConditionalPutsOneWrites() throws Exception {
        var threads = Executors.newFixedThreadPool(16);
        try {
            List<Callable<Written>> writers = new ArrayList<>();
            for (int i = 0; i < 16; i++) {
                byte[] body = new byte[6 << 20]; // above the size at which a put could be split
                body[0] = (byte) i;
                writers.add(() -> store.putIfAbsent("race.bin", body, TEXT));
            }
            List<Written> answers = new ArrayList<>();
            for (Future<Written> answer : threads.invokeAll(writers)) {
                answers.add(answer.get());
            }

            assertEquals(1, answers.stream().filter(Written::created).count());
            assertEquals(1, answers.stream().map(Written::ref).distinct().count());
        } finally {
            threads.shutdown();
        }
    }

    @Test
    void aDamagedObjectIsRefusedAndLeavesNoFile() throws Exception {
        store.put("damaged.txt", "as it was".getBytes(UTF_8), TEXT);
        overwriteOnDisk("damaged.txt", "as it is!");
        Path target = Files.writeString(folder.resolve("target"), "before");

        FailureException got = assertThrows(FailureException.class, () -> store.get("damaged.txt"));
        FailureException downloaded = assertThrows(FailureException.class, () -> store.download("damaged.txt", target));

        assertEquals(FailureKind.BUG, got.failure().kind());
        assertEquals("damaged.txt", got.failure().field());
        assertEquals(got.getMessage(), downloaded.getMessage());
        assertEquals("before", Files.readString(target));
        assertEquals(List.of(target), filesIn(folder));
    }

    /** Neither is an object damaged that was replaced, but it is not the one that was meant. */
    @Test
    void anotherObjectThanMeantIsRefusedAndLeavesNoFile() throws Exception {
        ObjectRef meant = store.put("replaced.txt", "first".getBytes(UTF_8), TEXT);
        store.put("replaced.txt", "second".getBytes(UTF_8), TEXT);
        assertThrows(FailureException.class, () -> store.get(meant));
        assertThrows(FailureException.class, () -> store.download(meant, folder.resolve("target")));
        assertEquals(List.of(), filesIn(folder));
    }

    @Test
    void anObjectOfAnotherProgramHasNoChecksumAndIsRead() throws Exception {
        Files.writeString(bucket().resolve("foreign.txt"), "from elsewhere");

        assertEquals(Optional.of(new ObjectRef("foreign.txt", 14, "")), store.stat("foreign.txt"));
        assertEquals("from elsewhere", new String(store.get("foreign.txt"), UTF_8));
        ObjectRef same = store.put("own.txt", "from elsewhere".getBytes(UTF_8), TEXT);
        assertEquals(new ObjectRef("foreign.txt", 14, same.sha256()), store.measure("foreign.txt"));
    }

    @Test
    void aMissingObjectIsItsOwnError() {
        ObjectMissingException missing =
                assertThrows(ObjectMissingException.class, () -> store.get("jobs/none/still.png"));

        assertEquals("jobs/none/still.png", missing.key());
        assertEquals(FailureKind.BUG, missing.failure().kind());
        assertEquals("jobs/none/still.png", missing.failure().field());
        assertTrue(missing.getMessage().contains("jobs/none/still.png"), missing.getMessage());
        assertTrue(missing.getMessage().contains(store.settings().endpoint()), missing.getMessage());
        assertThrows(ObjectMissingException.class, () -> store.download("none", folder.resolve("none")));
        assertThrows(ObjectMissingException.class, () -> store.copy("none", "copy"));
        assertEquals(Optional.empty(), store.stat("none"));
        store.remove("none");
    }

    @Test
    void aCopyKeepsBytesAndChecksum() {
        ObjectRef from = store.put("from.txt", "copied".getBytes(UTF_8), TEXT);

        store.copy("from.txt", "to.txt");

        assertEquals(Optional.of(new ObjectRef("to.txt", from.bytes(), from.sha256())), store.stat("to.txt"));
        store.remove("from.txt");
        assertEquals(Optional.empty(), store.stat("from.txt"));
        assertArrayEquals("copied".getBytes(UTF_8), store.get("to.txt"));
    }

    @Test
    void aListingGoesOverItsPages() throws Exception {
        Path many = Files.createDirectories(bucket().resolve("many"));
        for (int i = 0; i < 1500; i++) { // the protocol's page is 1000
            Files.writeString(many.resolve("%04d".formatted(i)), "x");
        }

        try (var listing = store.list("many/")) {
            List<ObjectRef> found = listing.toList();
            assertEquals(1500, found.size());
            assertEquals(new ObjectRef("many/0000", 1, ""), found.get(0));
            assertEquals("many/1499", found.get(1499).key());
        }
        assertEquals(0, store.list("nothing/").count());
    }

    /** Both by the store's clock: what was just written is not older than a moment, and not from the future. */
    @Test
    void whenAnObjectWasWrittenIsKnown() {
        Instant before = store.time();
        store.put("dated", new byte[] {1}, TEXT);
        StoredObject dated = store.listing("dated").findFirst().orElseThrow();
        assertEquals(1, dated.bytes());
        assertFalse(dated.modified().isBefore(before));
        assertFalse(dated.modified().truncatedTo(ChronoUnit.SECONDS).isAfter(store.time()));
    }

    @Test
    void aPresignedUrlNeedsNoKeysAndCannotBeBent() throws Exception {
        store.put("signed.txt", "for anyone".getBytes(UTF_8), TEXT);
        store.put("other.txt", "for nobody".getBytes(UTF_8), TEXT);

        URI url = store.presignGet("signed.txt", Duration.ofMinutes(5));

        assertEquals("for anyone", fetch(url).body());
        assertEquals(
                403,
                fetch(URI.create(url.toString().replace("signed.txt", "other.txt")))
                        .statusCode());
        assertThrows(FailureException.class, () -> store.presignGet("signed.txt", Duration.ofDays(8)));
    }

    @Test
    void theBucketIsCreatedOnce() {
        try (ObjectStore another = new ObjectStore(
                with("another", servers.setting("kinora.store.secret-key").get()))) {
            FailureException missing = assertThrows(FailureException.class, () -> another.put("x", new byte[1], TEXT));
            assertEquals(FailureKind.DEPENDENCY_DOWN, missing.failure().kind());
            assertEquals("kinora.store.bucket", missing.failure().field());

            another.ensureBucket();
            another.ensureBucket();

            another.put("x", new byte[1], TEXT);
        }
    }

    @Test
    void wrongKeysAreToldFromADeadStore() {
        try (ObjectStore wrong = new ObjectStore(with("kinora", "wrong"))) {
            assertDown("kinora.store.access-key", assertThrows(FailureException.class, () -> wrong.get("a")));
            assertDown("kinora.store.access-key", assertThrows(FailureException.class, () -> wrong.stat("a")));
        }
        StoreSettings nobody = new StoreSettings("http://127.0.0.1:1", "us-east-1", "kinora", "key", "secret");
        try (ObjectStore dead = new ObjectStore(nobody)) {
            FailureException failure = assertThrows(FailureException.class, () -> dead.get("a"));
            assertDown("kinora.store.endpoint", failure);
            assertTrue(failure.getMessage().contains("http://127.0.0.1:1"), failure.getMessage());
            assertTrue(failure.getMessage().contains("bucket kinora"), failure.getMessage());
            assertDown("kinora.store.endpoint", assertThrows(FailureException.class, () -> dead.list("")
                    .count()));
        }
    }

    private static void assertDown(String field, FailureException failure) {
        assertEquals(FailureKind.DEPENDENCY_DOWN, failure.failure().kind(), failure.getMessage());
        assertEquals(field, failure.failure().field(), failure.getMessage());
    }

    private static StoreSettings with(String bucket, String secretKey) {
        StoreSettings own = store.settings();
        return new StoreSettings(own.endpoint(), own.region(), bucket, own.accessKey(), secretKey);
    }

    private static Path bucket() {
        return data.resolve("objects").resolve("kinora");
    }

    /** Keeps the file, and with it the metadata, which the server keeps in the file's attributes. */
    private static void overwriteOnDisk(String key, String text) throws Exception {
        try (var file = Files.newOutputStream(bucket().resolve(key))) {
            file.write(text.getBytes(UTF_8));
        }
    }

    private static HttpResponse<String> fetch(URI url) throws Exception {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(url).build(), HttpResponse.BodyHandlers.ofString());
    }
}
