package dev.kinora.contract;

/**
 * An object in the store, with what proves that it is whole.
 *
 * @param key in the bucket
 * @param bytes its length
 * @param sha256 its SHA-256, lower-case hexadecimal
 */
public record ObjectRef(String key, long bytes, String sha256) {}
