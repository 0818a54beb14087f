package dev.kinora.ingest.request;

import com.fasterxml.jackson.databind.JsonNode;

/** Says in a few words what came. */
final class Found {
    private static final int LONGEST = 100;

    private Found() {}

    static String describe(JsonNode node) {
        if (node == null || node.isNull() || node.isMissingNode()) {
            return "nothing";
        }
        return node.isObject() ? "an object" : node.isArray() ? "a list" : shorten(node.toString());
    }

    /** On one line, with an end to it, and of a URL without what may be a secret. */
    static String shorten(String text) {
        String line = String.valueOf(text)
                .replaceAll("\\s+", " ")
                .replaceAll("://[^/?#\\s]*@", "://")
                .replaceAll("(://[^?#\\s\"]*)[?#][^\\s\"]*", "$1");
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
    }
}
