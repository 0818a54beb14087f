package dev.kinora.ingest.request;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;

/** Finds the name that was meant. */
final class Spelling {
    private static final int MOST_EDITS = 2;

    private Spelling() {}

    /** All known names, and the one within two edits (Levenshtein distance), if there is one. */
    static String suggest(String name, Collection<String> known) {
        String all = "one of " + String.join(", ", known);
        return known.stream()
                .filter(candidate -> edits(name, candidate) <= MOST_EDITS)
                .min(Comparator.comparingInt(candidate -> edits(name, candidate)))
                .map(meant -> all + " (did you mean " + meant + "?)")
                .orElse(all);
    }

    private static int edits(String a, String b) {
        if (Math.abs(a.length() - b.length()) > MOST_EDITS) {
            return MOST_EDITS + 1;
        }
        String one = a.toLowerCase(Locale.ROOT);
        String other = b.toLowerCase(Locale.ROOT);
        int[] previous = new int[other.length() + 1];
        for (int j = 0; j < previous.length; j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int[] row = new int[previous.length];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int replaced = previous[j - 1] + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(replaced, 1 + Math.min(previous[j], row[j - 1]));
            }
            previous = row;
        }
        return previous[other.length()];
    }
}
