package dev.kinora.objects;

import java.time.Instant;

/**
 * An object as a listing has it.
 *
 * @param key in the bucket
 * @param bytes of its body
 * @param modified when it was written, by the store's clock
 */
public record StoredObject(String key, long bytes, Instant modified) {}
