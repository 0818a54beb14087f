package dev.kinora.contract;

import java.util.List;

/** Refusals with field, found and expected, used by the records' constructors. */
final class Check {
    private Check() {}

    static void range(String field, long value, long least, long most) {
        if (value < least || value > most) {
            throw FailureException.badInput(field, value, "a whole number from " + least + " to " + most);
        }
    }

    static void range(String field, double value, double least, double most) {
        if (!(value >= least && value <= most)) {
            throw FailureException.badInput(field, value, "a number from " + plain(least) + " to " + plain(most));
        }
    }

    static void oneOf(String field, String found, List<String> words) {
        that(words.contains(String.valueOf(found)), field, found, String.join(" | ", words));
    }

    static void that(boolean holds, String field, Object found, String expected) {
        if (!holds) {
            throw FailureException.badInput(field, found, expected);
        }
    }

    private static String plain(double value) {
        return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
    }
}
