package dev.kinora.local.servers;

import java.net.URI;
import java.nio.file.Path;
import java.util.Properties;
import org.gaul.s3proxy.AuthenticationType;
import org.gaul.s3proxy.S3Proxy;
import org.jclouds.ContextBuilder;
import org.jclouds.blobstore.BlobStore;
import org.jclouds.blobstore.BlobStoreContext;

/** One S3 store on a folder: objects are plain files under {@code <folder>/<bucket>/<key>}. */
final class LocalStore implements AutoCloseable {
    static final String BUCKET = "kinora";
    /** The region that S3 tools take for granted: no location constraint is asked of them. */
    static final String REGION = "us-east-1";

    private static final int THREADS = 32;
    /** Of a request whose signature covers the body: the server holds it in memory to check. */
    private static final long LARGEST_SIGNED_BODY_BYTES = 256L << 20;

    private final BlobStoreContext context;
    private final S3Proxy server;

    private LocalStore(BlobStoreContext context, S3Proxy server) {
        this.context = context;
        this.server = server;
    }

    /** Starts the store, with its bucket, and returns once it answers on the port. */
    static LocalStore start(Path folder, int port, StoreKeys keys) {
        BlobStoreContext context = open(folder);
        try {
            BlobStore blobs = new LocalBlobs(context.getBlobStore(), folder);
            blobs.createContainerInLocation(null, BUCKET);
            S3Proxy server = S3Proxy.builder()
                    .blobStore(blobs)
                    .endpoint(URI.create("http://" + Loopback.HOST + ":" + port))
                    .awsAuthentication(AuthenticationType.AWS_V2_OR_V4, keys.accessKey(), keys.secretKey())
                    .v4MaxNonChunkedRequestSize(LARGEST_SIGNED_BODY_BYTES)
                    .jettyMaxThreads(THREADS)
                    .ignoreUnknownHeaders(true)
                    .build();
            server.start();
            return new LocalStore(context, server);
        } catch (Exception e) {
            context.close();
            throw new IllegalStateException("cannot start the store on port " + port, e);
        }
    }

    String endpoint() {
        return "http://" + Loopback.HOST + ":" + server.getPort();
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException("cannot stop the store", e);
        } finally {
            context.close();
        }
    }

    private static BlobStoreContext open(Path folder) {
        Properties settings = new Properties();
        settings.setProperty("jclouds.filesystem.basedir", folder.toString());
        return ContextBuilder.newBuilder("filesystem-nio2")
                .credentials("local", "local")
                .overrides(settings)
                .build(BlobStoreContext.class);
    }
}
