package dev.kinora.local.servers;

/**
 * Ports on 127.0.0.1.
 *
 * @param kafka of the broker, or 0 for a free one
 * @param store of the S3 store, or 0 for a free one
 */
public record Ports(int kafka, int store) {
    /** Free ones. */
    public static final Ports ANY = new Ports(0, 0);
}
