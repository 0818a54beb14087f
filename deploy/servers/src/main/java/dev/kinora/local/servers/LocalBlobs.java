package dev.kinora.local.servers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.gaul.s3proxy.PutOptions2;
import org.jclouds.blobstore.BlobStore;
import org.jclouds.blobstore.domain.Blob;
import org.jclouds.blobstore.domain.BlobMetadata;
import org.jclouds.blobstore.domain.MultipartPart;
import org.jclouds.blobstore.domain.MultipartUpload;
import org.jclouds.blobstore.options.PutOptions;
import org.jclouds.blobstore.util.ForwardingBlobStore;
import org.jclouds.http.HttpResponse;
import org.jclouds.http.HttpResponseException;
import org.jclouds.io.Payload;

/**
 * Keeps two of S3's promises that the file system store does not: that of several writers "if absent" one is told that it
 * wrote (S3Proxy looks first and writes then), and that a full disk is told from other faults (HTTP 507).
 */
final class LocalBlobs extends ForwardingBlobStore {
    private static final int PRECONDITION_FAILED = 412;
    private static final int INSUFFICIENT_STORAGE = 507;
    private static final long FULL_BELOW_BYTES = 1 << 20;
    private static final int LOCKS = 64;

    private final Path folder;
    private final Object[] locks =
            IntStream.range(0, LOCKS).mapToObj(i -> new Object()).toArray();

    LocalBlobs(BlobStore blobs, Path folder) {
        super(blobs);
        this.folder = folder;
    }

    @Override
    public String putBlob(String container, Blob blob, PutOptions options) {
        if (!(options instanceof PutOptions2 conditional) || !"*".equals(conditional.getIfNoneMatch())) {
            return writing(() -> super.putBlob(container, blob, options));
        }
        String name = blob.getMetadata().getName();
        synchronized (locks[Math.floorMod(name.hashCode(), LOCKS)]) {
            if (blobExists(container, name)) {
                throw answer(PRECONDITION_FAILED, name + " exists", null);
            }
            return writing(() -> super.putBlob(container, blob, options));
        }
    }

    @Override
    public MultipartUpload initiateMultipartUpload(String container, BlobMetadata blob, PutOptions options) {
        return writing(() -> super.initiateMultipartUpload(container, blob, options));
    }

    @Override
    public MultipartPart uploadMultipartPart(MultipartUpload upload, int part, Payload payload) {
        return writing(() -> super.uploadMultipartPart(upload, part, payload));
    }

    private <T> T writing(Supplier<T> write) {
        try {
            return write.get();
        } catch (RuntimeException e) {
            // Not by the cause: it does not always come through.
            throw isFull() ? answer(INSUFFICIENT_STORAGE, "the disk of " + folder + " is full", e) : e;
        }
    }

    private boolean isFull() {
        try {
            return Files.getFileStore(folder).getUsableSpace() < FULL_BELOW_BYTES;
        } catch (IOException unknown) {
            return false;
        }
    }

    private static HttpResponseException answer(int status, String message, Throwable cause) {
        HttpResponse response = HttpResponse.builder().statusCode(status).build();
        return new HttpResponseException(message, null, response, cause);
    }
}
