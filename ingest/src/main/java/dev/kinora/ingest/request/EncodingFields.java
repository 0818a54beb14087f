package dev.kinora.ingest.request;

import dev.kinora.contract.EncodingParameters;
import dev.kinora.contract.VideoEncoder;
import java.util.List;

/** How a request wants its clip encoded. */
final class EncodingFields {
    private static final List<String> FIELDS = List.of("quality", "bitrate", "size", "keyInterval", "encoder");

    private EncodingFields() {}

    static EncodingParameters encoding(Fields fields) {
        return fields.object("encoding", FIELDS)
                .map(EncodingFields::of)
                .orElse(EncodingParameters.ofQuality(EncodingParameters.DEFAULT_QUALITY));
    }

    private static EncodingParameters of(Fields encoding) {
        return EncodingParameters.of(
                encoding.has("quality") ? encoding.integer("quality", EncodingParameters.DEFAULT_QUALITY) : null,
                encoding.has("bitrate") ? encoding.natural("bitrate", 0) : null,
                encoding.has("size") ? encoding.natural("size", 0) : null,
                encoding.integer("keyInterval", EncodingParameters.DEFAULT_KEY_INTERVAL),
                encoding.text("encoder").map(VideoEncoder::parse).orElse(null));
    }
}
