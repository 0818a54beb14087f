package dev.kinora.ingest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kinora.contract.Guidance;
import dev.kinora.contract.ModelAnnouncement;
import dev.kinora.contract.ModelDefaults;
import dev.kinora.ingest.still.Pictures;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Requests, good and bad, and the model they are made for. */
public final class Requests {
    /** What the bundled model's worker announces. */
    public static final ModelAnnouncement NANO = new ModelAnnouncement(
            "nano",
            new ModelDefaults(320, 192, 14, 6, 7, 45, 0.02, Guidance.linear(1, 1), 4),
            List.of("pan-left", "pan-right", "static", "zoom-in", "zoom-out"),
            true,
            null);

    private Requests() {}

    /** A good request with one field as given. */
    public static byte[] with(String id, String field, Object value) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("id", id);
        fields.put("image", Map.of("bytes", Pictures.file("orientation-6.jpg")));
        fields.put("steps", 4);
        fields.put(field, value);
        return json(fields);
    }

    /** A good request that says no more than it must. */
    public static byte[] plain(String id) {
        return with(id, "id", id);
    }

    public static byte[] json(Object value) {
        try {
            return new ObjectMapper().writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** Requests with one fault each, with the field that is to be named; their ids are {@code bad-0} and so on. */
    static List<Bad> bad() {
        List<Bad> all = new ArrayList<>();
        Map<String, List<Object>> outOfRange = new LinkedHashMap<>();
        outOfRange.put("width", List.of(321, 8, 4104, "320", 320.5));
        outOfRange.put("height", List.of(-8, 191));
        outOfRange.put("frames", List.of(0, 1025, 1.5, 99999999999L));
        outOfRange.put("steps", List.of(0, 1001, "many"));
        outOfRange.put("fps", List.of(0, 121));
        outOfRange.put("playbackFps", List.of(0.5, 2000));
        outOfRange.put("motionBucket", List.of(-1, 256));
        outOfRange.put("noiseAugmentation", List.of(-0.1, 1.1, "0.5"));
        outOfRange.put("seed", List.of(-1, 0.5, "1"));
        outOfRange.put("decodeChunk", List.of(0));
        outOfRange.put("interpolation", List.of(3));
        outOfRange.put("fit", List.of("squeeze", 1));
        outOfRange.put("solver", List.of("simple"));
        outOfRange.put("churn", List.of(-1, 1001));
        outOfRange.put("schedule", List.of("simple"));
        outOfRange.put("model", List.of("namo", 7));
        outOfRange.forEach((field, values) -> values.forEach(value -> add(all, field, field, value)));
        add(all, "guidance", "guidance", Map.of("min", 3, "max", 1));
        add(all, "guidance.max", "guidance", Map.of("max", 31));
        add(all, "guidance.mni", "guidance", Map.of("mni", 1));
        add(all, "camera[0].preset", "camera", List.of(Map.of("preset", "pan-up")));
        add(all, "camera.weight", "camera", List.of(Map.of("preset", "static", "weight", 11)));
        add(all, "camera", "camera", Collections.nCopies(9, Map.of("preset", "static")));
        add(all, "camera[0].lora", "camera", List.of(Map.of("lora", "uploads/nobody-put-this")));
        add(all, "encoding.quality", "encoding", Map.of("quality", 101));
        add(all, "encoding", "encoding", Map.of("quality", 50, "bitrate", 1_000_000));
        add(all, "encoding.keyInterval", "encoding", Map.of("keyInterval", 0));
        add(all, "encoding.encoder", "encoding", Map.of("encoder", "x264"));
        add(all, "webhook", "webhook", "https://example.org");
        add(all, "webhook.url", "webhook", Map.of("events", List.of("ClipPublished")));
        add(all, "webhook.url", "webhook", Map.of("url", "https://example.org/hook"));
        add(all, "webhook.secret", "webhook", Map.of("url", "https://example.org/hook", "secret", "x"));
        add(all, "webhook.events", "webhook", Map.of("url", "https://example.org/hook", "events", "all"));
        add(all, "keepFrames", "keepFrames", "yes");
        add(all, "priority", "priority", "urgent");
        for (Object deadline : List.of("soon", "2026-12-24T18:00:00", "PT0S", "-PT1H", "P366D", "P1M", 17)) {
            add(all, "deadline", "deadline", deadline);
        }
        add(all, "image", "image", Map.of());
        add(all, "image", "image", Map.of("bytes", Pictures.declaredPng(60000, 60000)));
        add(all, "image", "image", Map.of("bytes", "not a picture".getBytes(StandardCharsets.UTF_8)));
        add(all, "image", "image", Map.of("bytes", Pictures.drawnPng(8, 8)));
        add(all, "image.bytes", "image", Map.of("bytes", "%%%"));
        add(all, "image.key", "image", Map.of("key", "uploads/nobody-put-this"));
        add(all, "image.key", "image", Map.of("key", "jobs/x/still.png"));
        add(all, "image.url", "image", Map.of("url", "https://example.org/a.jpg"));
        add(all, "labels.a", "labels", Map.of("a", 1));
        return all;
    }

    /** A request to be refused because of a field. */
    record Bad(String id, String field, byte[] body) {}

    private static void add(List<Bad> all, String named, String field, Object value) {
        String id = "bad-" + all.size();
        all.add(new Bad(id, named, with(id, field, value)));
    }
}
