package dev.kinora.ingest.request;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kinora.contract.FailureException;
import dev.kinora.ingest.still.StillNormalizer;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;

/** Where the picture is. */
public sealed interface ImageSource {

    /** In the request itself: a file's bytes. Compares by identity. */
    record Inline(byte[] file) implements ImageSource {}

    /** In the store, under {@code uploads/}. */
    record Uploaded(String key) implements ImageSource {}

    /** With somebody else. Its text may hold a secret. */
    record Linked(String url) implements ImageSource {
        @Override
        public String toString() {
            return "Linked";
        }
    }

    /**
     * Reads the field {@code image}, and takes it out of the request so that its text does not stay in memory.
     *
     * @throws FailureException naming what is wrong with it
     */
    static ImageSource take(ObjectNode request) {
        Fields image = new Fields("", request, JobRequest.FIELDS)
                .object("image", List.of("bytes", "key", "url"))
                .orElseThrow(() -> FailureException.badInput("image", "nothing", "an object with bytes, key or url"));
        List<String> given = Stream.of("bytes", "key", "url").filter(image::has).toList();
        if (given.size() != 1) {
            String found = given.isEmpty() ? "none" : String.join(" and ", given);
            throw FailureException.badInput("image", found, "exactly one of bytes, key, url");
        }
        request.remove("image");
        return switch (given.get(0)) {
            case "bytes" -> new Inline(decode(image.text("bytes").orElseThrow()));
            case "key" ->
                new Uploaded(UploadKey.require("image.key", image.text("key").orElseThrow()));
            default -> new Linked(image.text("url").orElseThrow());
        };
    }

    private static byte[] decode(String base64) {
        StillNormalizer.requireSmall(base64.length() * 3L / 4 - 2);
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException damaged) {
            throw FailureException.badInput("image.bytes", damaged.getMessage(), "a file in base64");
        }
    }
}
