package dev.kinora.objects;

import dev.kinora.contract.FailureException;
import dev.kinora.contract.ObjectRef;
import io.minio.CopyObjectArgs;
import io.minio.CopySource;
import io.minio.GetObjectArgs;
import io.minio.GetObjectResponse;
import io.minio.GetPresignedObjectUrlArgs;
import io.minio.MinioClient;
import io.minio.PutObjectArgs;
import io.minio.RemoveObjectArgs;
import io.minio.StatObjectArgs;
import io.minio.StatObjectResponse;
import io.minio.UploadObjectArgs;
import io.minio.errors.ErrorResponseException;
import io.minio.http.Method;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * One bucket of an S3 store. Thread-safe; owns its connections.
 *
 * <p>Every put writes the body's SHA-256 into the object's user metadata ({@code sha256}), every get and download verifies
 * it. Objects that other programs wrote carry none: their {@link ObjectRef#sha256()} is empty and nothing is verified.
 *
 * <p>All methods throw {@link FailureException} DEPENDENCY_DOWN naming endpoint and bucket when the store cannot be
 * reached, is full, refuses the keys or has no such bucket; OUT_OF_RESOURCES when this machine's disk is full; BUG when a checksum differs.
 */
public final class ObjectStore implements AutoCloseable {
    private static final long SMALLEST_PART_BYTES = 5L << 20;
    /** The local store holds a whole part in memory while it checks the signature. */
    private static final long FILE_PART_BYTES = 16L << 20;
    /** The protocol's. */
    private static final Duration LONGEST_PRESIGN = Duration.ofDays(7);

    private final StoreSettings settings;
    private final StoreFailures failures;
    private final Connection connection;
    private final MinioClient client;

    public ObjectStore(StoreSettings settings) {
        this.settings = settings;
        this.failures = new StoreFailures(settings);
        this.connection = Connection.to(settings);
        this.client = connection.client();
    }

    /** The settings this store was opened with. */
    public StoreSettings settings() {
        return settings;
    }

    /** Writes the object, over one that may be there. */
    public ObjectRef put(String key, byte[] body, String contentType) {
        return failures.translating(key, () -> write(key, body, contentType, Map.of()));
    }

    /** Writes the file as an object, over one that may be there; in parts of 16 MiB. */
    public ObjectRef put(String key, Path file, String contentType) {
        ObjectRef ref = Sha256.describe(key, file);
        return failures.translating(key, () -> upload(ref, file, FILE_PART_BYTES, contentType, Map.of()));
    }

    /**
     * Writes the object only if there is none ({@code If-None-Match: *}, in one part, as the condition holds for a single
     * request only).
     */
    public Written putIfAbsent(String key, byte[] body, String contentType) {
        return failures.translating(key, () -> ifAbsent(key, condition -> write(key, body, contentType, condition)));
    }

    /** As {@link #putIfAbsent(String, byte[], String)}, from a file of up to 5 GiB, streamed. */
    public Written putIfAbsent(String key, Path file, String contentType) {
        ObjectRef ref = Sha256.describe(key, file);
        return failures.translating(
                key,
                () -> ifAbsent(key, condition -> {
                    long onePart = Math.max(SMALLEST_PART_BYTES, ref.bytes());
                    return upload(ref, file, onePart, contentType, condition);
                }));
    }

    /**
     * Reads the whole object into memory.
     *
     * @throws ObjectMissingException if there is none
     */
    public byte[] get(String key) {
        return failures.translating(key, () -> {
            try (GetObjectResponse body = open(key)) {
                byte[] bytes = body.readAllBytes();
                Sha256.require(key, Sha256.of(bytes), Sha256.in(body.headers()));
                return bytes;
            }
        });
    }

    /** As {@link #get(String)}, and refuses another object than the reference means. */
    public byte[] get(ObjectRef ref) {
        byte[] body = get(ref.key());
        Sha256.require(ref.key(), Sha256.of(body), ref.sha256());
        return body;
    }

    /**
     * Streams the object into a file, which appears only once it is whole and verified.
     *
     * @throws ObjectMissingException if there is none
     */
    public void download(String key, Path target) {
        download(key, "", target);
    }

    /** As {@link #download(String, Path)}, and refuses another object than the reference means. */
    public void download(ObjectRef ref, Path target) {
        download(ref.key(), ref.sha256(), target);
    }

    /** What lies under the key, if anything. */
    public Optional<ObjectRef> stat(String key) {
        try {
            return Optional.of(failures.translating(key, () -> describe(key)));
        } catch (ObjectMissingException missing) {
            return Optional.empty();
        }
    }

    /**
     * Length and SHA-256 of an object that carries no checksum: it is read for them, streamed.
     *
     * @throws ObjectMissingException if there is none
     */
    public ObjectRef measure(String key) {
        return failures.translating(key, () -> {
            try (GetObjectResponse body = open(key)) {
                return Sha256.describe(key, body);
            }
        });
    }

    /**
     * Copies an object with its metadata, within the store.
     *
     * @throws ObjectMissingException if there is nothing under {@code from}
     */
    public void copy(String from, String to) {
        failures.translating(
                from,
                () -> client.copyObject(CopyObjectArgs.builder()
                        .bucket(settings.bucket())
                        .object(to)
                        .source(CopySource.builder()
                                .bucket(settings.bucket())
                                .object(from)
                                .build())
                        .build()));
    }

    /** Removes the object; does nothing if there is none. */
    public void remove(String key) {
        failures.translating(key, () -> {
            client.removeObject(RemoveObjectArgs.builder()
                    .bucket(settings.bucket())
                    .object(key)
                    .build());
            return key;
        });
    }

    /**
     * The objects whose keys begin with the prefix, in the store's order, fetched page by page. A listing carries no
     * checksums: {@link ObjectRef#sha256()} is empty; ask {@link #stat}.
     */
    public Stream<ObjectRef> list(String prefix) {
        return listing(prefix).map(object -> new ObjectRef(object.key(), object.bytes(), ""));
    }

    /** As {@link #list}, with the time of each. */
    public Stream<StoredObject> listing(String prefix) {
        return connection.list(settings.bucket(), prefix, failures);
    }

    /** The store's own time, to the second and never ahead of it: what {@link StoredObject#modified} is to be compared with. */
    public Instant time() {
        return failures.translating("", () -> connection.time(settings.endpoint()));
    }

    /**
     * A URL that anyone may get the object with.
     *
     * @param validity one second to seven days
     */
    public URI presignGet(String key, Duration validity) {
        return presign(Method.GET, key, validity);
    }

    /**
     * A URL that anyone may put the object with, over one that may be there; without a Content-Type, which is not signed.
     *
     * @param validity one second to seven days
     */
    public URI presignPut(String key, Duration validity) {
        return presign(Method.PUT, key, validity);
    }

    private URI presign(Method method, String key, Duration validity) {
        if (validity.toSeconds() < 1 || validity.compareTo(LONGEST_PRESIGN) > 0) {
            throw FailureException.badInput("validity", validity, "1 second to 7 days");
        }
        return failures.translating(
                key,
                () -> URI.create(client.getPresignedObjectUrl(GetPresignedObjectUrlArgs.builder()
                        .method(method)
                        .bucket(settings.bucket())
                        .object(key)
                        .expiry((int) validity.toSeconds(), TimeUnit.SECONDS)
                        .build())));
    }

    /** Creates the bucket if it is not there. */
    public void ensureBucket() {
        failures.translating("", () -> {
            connection.ensureBucket(settings.bucket());
            return settings;
        });
    }

    @Override
    public void close() {
        connection.close();
    }

    private ObjectRef write(String key, byte[] body, String contentType, Map<String, String> headers) throws Exception {
        ObjectRef ref = new ObjectRef(key, body.length, Sha256.of(body));
        try (InputStream stream = new ByteArrayInputStream(body)) {
            client.putObject(PutObjectArgs.builder().bucket(settings.bucket()).object(key).stream(
                            stream, body.length, Math.max(SMALLEST_PART_BYTES, body.length))
                    .contentType(contentType)
                    .headers(headers)
                    .userMetadata(Map.of(Sha256.METADATA, ref.sha256()))
                    .build());
        }
        return ref;
    }

    private ObjectRef upload(ObjectRef ref, Path file, long partBytes, String contentType, Map<String, String> headers)
            throws Exception {
        client.uploadObject(UploadObjectArgs.builder()
                .bucket(settings.bucket())
                .object(ref.key())
                .filename(file.toString(), partBytes)
                .contentType(contentType)
                .headers(headers)
                .userMetadata(Map.of(Sha256.METADATA, ref.sha256()))
                .build());
        return ref;
    }

    private void download(String key, String meant, Path target) {
        try (PartialFile partial = PartialFile.beside(target)) {
            failures.translating(key, () -> {
                try (GetObjectResponse body = open(key)) {
                    Sha256.require(key, partial.fill(body), Sha256.in(body.headers()), meant);
                }
                return target;
            });
            partial.complete();
        }
    }

    /** A put under a condition. */
    private interface ConditionalPut {
        ObjectRef write(Map<String, String> condition) throws Exception;
    }

    private Written ifAbsent(String key, ConditionalPut put) throws Exception {
        try {
            return new Written(put.write(Map.of("If-None-Match", "*")), true);
        } catch (ErrorResponseException refused) {
            if (!StoreFailures.isConditionFailed(refused)) {
                throw refused;
            }
            return new Written(describe(key), false);
        }
    }

    private ObjectRef describe(String key) throws Exception {
        StatObjectResponse found = client.statObject(
                StatObjectArgs.builder().bucket(settings.bucket()).object(key).build());
        return new ObjectRef(key, found.size(), Sha256.in(found.headers()));
    }

    private GetObjectResponse open(String key) throws Exception {
        return client.getObject(
                GetObjectArgs.builder().bucket(settings.bucket()).object(key).build());
    }
}
