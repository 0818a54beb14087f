package dev.kinora.local.chaos;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A clip that several jobs ask for: their bytes must be the same.
 *
 * @param name of it
 * @param fields of its request, but for id and image
 */
record Recipe(String name, Map<String, Object> fields) {

    /** Small clips that take every way through the pipeline; the last two are long enough to be killed amid. */
    static List<Recipe> all() {
        return List.of(
                new Recipe("plain", small(1, Map.of())),
                new Recipe("noisy", small(2, Map.of("solver", "euler-ancestral"))),
                new Recipe("batch", small(2, Map.of("solver", "dpmpp-2m", "priority", "batch"))),
                new Recipe("camera", small(1, Map.of("camera", List.of(Map.of("preset", "pan-left"))))),
                new Recipe("faded", small(1, Map.of("interpolation", 2, "interpolationMethod", "cross-fade"))),
                new Recipe("between", small(1, Map.of("interpolation", 4))),
                new Recipe("chunks", small(1, Map.of("frames", 6, "decodeChunk", 2))),
                new Recipe("long", small(40, Map.of("frames", 6, "width", 96, "height", 96, "solver", "dpmpp-3m"))),
                new Recipe("long-noise", small(40, Map.of("frames", 6, "solver", "euler-ancestral"))));
    }

    private static Map<String, Object> small(int steps, Map<String, Object> more) {
        Map<String, Object> fields = new LinkedHashMap<>(
                Map.of("width", 64, "height", 64, "frames", 2, "steps", steps, "seed", 7, "decodeChunk", 4));
        fields.putAll(more);
        return fields;
    }

    /** The request under an id. */
    Map<String, Object> request(String id, String picture) {
        Map<String, Object> request = new LinkedHashMap<>(fields);
        request.put("id", id);
        request.put("image", Map.of("bytes", picture));
        return request;
    }
}
