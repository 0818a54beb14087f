package dev.kinora.objects;

import io.minio.BucketExistsArgs;
import io.minio.ListObjectsArgs;
import io.minio.MakeBucketArgs;
import io.minio.MinioClient;
import io.minio.Result;
import io.minio.errors.ErrorResponseException;
import io.minio.messages.Item;
import java.io.IOException;
import java.time.Instant;
import java.util.Date;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/** A client of one S3 server with the connections it keeps. */
record Connection(OkHttpClient http, MinioClient client) implements AutoCloseable {

    static Connection to(StoreSettings settings) {
        OkHttpClient http = new OkHttpClient.Builder()
                .connectTimeout(5, TimeUnit.SECONDS)
                .readTimeout(60, TimeUnit.SECONDS)
                .writeTimeout(60, TimeUnit.SECONDS)
                .build();
        MinioClient client = MinioClient.builder()
                .endpoint(settings.endpoint())
                .region(settings.region())
                .credentials(settings.accessKey(), settings.secretKey())
                .httpClient(http)
                .build();
        return new Connection(http, client);
    }

    /** Fetched page by page. */
    Stream<StoredObject> list(String bucket, String prefix, StoreFailures failures) {
        Iterable<Result<Item>> results = client.listObjects(ListObjectsArgs.builder()
                .bucket(bucket)
                .prefix(prefix)
                .recursive(true)
                .build());
        return StreamSupport.stream(results.spliterator(), false).map(result -> {
            Item item = failures.translating(prefix, result::get);
            return new StoredObject(
                    item.objectName(), item.size(), item.lastModified().toInstant());
        });
    }

    /** Several stages may start on an empty store at once. */
    void ensureBucket(String bucket) throws Exception {
        BucketExistsArgs question = BucketExistsArgs.builder().bucket(bucket).build();
        if (client.bucketExists(question)) {
            return;
        }
        try {
            client.makeBucket(MakeBucketArgs.builder().bucket(bucket).build());
        } catch (ErrorResponseException refused) {
            if (!client.bucketExists(question)) {
                throw refused;
            }
        }
    }

    /** By the {@code Date} of an answer, whatever the answer is (RFC 9110, section 6.6.1). */
    Instant time(String endpoint) throws IOException {
        Request question = new Request.Builder().url(endpoint).head().build();
        try (Response answer = http.newCall(question).execute()) {
            Date date = answer.headers().getDate("Date");
            if (date == null) {
                throw new IOException("HTTP " + answer.code() + " without a Date");
            }
            return date.toInstant();
        }
    }

    @Override
    public void close() {
        http.dispatcher().executorService().shutdown();
        http.connectionPool().evictAll();
    }
}
