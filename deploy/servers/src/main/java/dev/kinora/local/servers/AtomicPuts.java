package dev.kinora.local.servers;

import org.gaul.s3proxy.PutOptions2;
import org.jclouds.blobstore.BlobStore;
import org.jclouds.blobstore.domain.Blob;
import org.jclouds.blobstore.options.PutOptions;
import org.jclouds.blobstore.util.ForwardingBlobStore;
import org.jclouds.http.HttpResponse;
import org.jclouds.http.HttpResponseException;

/**
 * Makes "put if absent" one step. S3Proxy looks first and writes then, so that of two writers at once both could be told
 * that they came first; S3 itself promises that one does.
 */
final class AtomicPuts extends ForwardingBlobStore {
    private static final int PRECONDITION_FAILED = 412;

    private final Object[] locks = new Object[64];

    AtomicPuts(BlobStore blobs) {
        super(blobs);
        for (int i = 0; i < locks.length; i++) {
            locks[i] = new Object();
        }
    }

    @Override
    public String putBlob(String container, Blob blob, PutOptions options) {
        if (!(options instanceof PutOptions2 conditional) || !"*".equals(conditional.getIfNoneMatch())) {
            return super.putBlob(container, blob, options);
        }
        String name = blob.getMetadata().getName();
        synchronized (locks[Math.floorMod(name.hashCode(), locks.length)]) {
            if (blobExists(container, name)) {
                HttpResponse refusal =
                        HttpResponse.builder().statusCode(PRECONDITION_FAILED).build();
                throw new HttpResponseException(name + " exists", null, refusal);
            }
            return super.putBlob(container, blob, options);
        }
    }
}
