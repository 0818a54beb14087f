package dev.kinora.contract;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Seeds that nobody chose. */
public final class Seeds {
    private Seeds() {}

    /** A number from 0 to 2³² − 1 (the noise takes no more bits), the same for the same id: the first of its SHA-256. */
    public static long of(String id) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(id.getBytes(StandardCharsets.UTF_8));
            return Integer.toUnsignedLong(ByteBuffer.wrap(digest).getInt());
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new AssertionError(everyJavaHasIt);
        }
    }

    /**
     * The seed of one of several takes: the first one's and those after it. The highest is followed by 0.
     *
     * @param take from 1
     */
    public static long ofTake(long first, int take) {
        return first + (take - 1) & Long.MAX_VALUE;
    }
}
