package dev.kinora.contract;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * How a clip is to be encoded. Of quality, bit rate and size there is exactly one, the others are null.
 *
 * @param quality 0 to 100, the same for all of the clip
 * @param bitrate most bits a second of the whole file on average, 1 000 to 1 000 000 000
 * @param size most bytes of the file, 1 000 to 1 000 000 000 000
 * @param keyInterval pictures from one that stands alone to the next, 1 to 600
 * @param encoder that does it
 */
public record EncodingParameters(Integer quality, Long bitrate, Long size, int keyInterval, VideoEncoder encoder) {
    /** Of a job that says nothing. */
    public static final int DEFAULT_QUALITY = 80;

    /** Two seconds at 24 pictures a second. */
    public static final int DEFAULT_KEY_INTERVAL = 48;

    private static final long LEAST = 1_000;
    private static final long GREATEST_BITRATE = 1_000_000_000;
    private static final long GREATEST_SIZE = 1_000_000_000_000L;
    private static final int GREATEST_KEY_INTERVAL = 600;

    public EncodingParameters {
        requireOne(quality, bitrate, size);
        if (quality != null) {
            Check.range("encoding.quality", quality, 0, 100);
        }
        if (bitrate != null) {
            Check.range("encoding.bitrate", bitrate, LEAST, GREATEST_BITRATE);
        }
        if (size != null) {
            Check.range("encoding.size", size, LEAST, GREATEST_SIZE);
        }
        Check.range("encoding.keyInterval", keyInterval, 1, GREATEST_KEY_INTERVAL);
        Check.that(encoder != null, "encoding.encoder", null, "kinora | ffmpeg");
    }

    private static void requireOne(Integer quality, Long bitrate, Long size) {
        List<String> given = new ArrayList<>();
        note(given, "quality", quality);
        note(given, "bitrate", bitrate);
        note(given, "size", size);
        String found = given.isEmpty() ? "none of them" : String.join(" and ", given);
        Check.that(given.size() == 1, "encoding", found, "one of quality, bitrate and size");
    }

    private static void note(List<String> given, String name, Object value) {
        if (value != null) {
            given.add(name + " " + value);
        }
    }

    /**
     * What somebody asks for, with defaults for what is null: of quality, where neither bit rate nor size is given.
     *
     * @throws FailureException BAD_INPUT naming what is out of range
     */
    public static EncodingParameters of(
            Integer quality, Long bitrate, Long size, Integer keyInterval, VideoEncoder encoder) {
        boolean isLimited = bitrate != null || size != null;
        return new EncodingParameters(
                quality == null && !isLimited ? Integer.valueOf(DEFAULT_QUALITY) : quality,
                bitrate,
                size,
                keyInterval == null ? DEFAULT_KEY_INTERVAL : keyInterval,
                encoder == null ? VideoEncoder.KINORA : encoder);
    }

    /** By our own encoder at a quality from 0 to 100. */
    public static EncodingParameters ofQuality(int quality) {
        return of(quality, null, null, null, null);
    }

    /** The most bytes that the file of a clip of so many seconds may have; empty if that follows from its quality. */
    public OptionalLong mostBytes(double seconds) {
        if (size != null) {
            return OptionalLong.of(size);
        }
        return bitrate == null ? OptionalLong.empty() : OptionalLong.of((long) (bitrate * seconds / 8));
    }
}
