package dev.kinora.local.command;

import dev.kinora.contract.FailureException;
import dev.kinora.contract.Fit;
import dev.kinora.local.client.JobRequest.Interval;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import picocli.CommandLine.TypeConversionException;

/** The forms of option values. Whether a well-formed value makes sense is for the job to say. */
final class OptionForms {
    private OptionForms() {}

    /** {@code WIDTHxHEIGHT} in pixels. */
    record Size(long width, long height) {
        static Size parse(String text) {
            return form(text, "WIDTHxHEIGHT, such as 320x192", () -> {
                int times = text.indexOf('x');
                return new Size(wholeNumber(text.substring(0, times)), wholeNumber(text.substring(times + 1)));
            });
        }
    }

    /** {@code MIN:MAX}, the least and the largest guidance. */
    record Range(double min, double max) {
        static Range parse(String text) {
            return form(text, "MIN:MAX, such as 1:3", () -> {
                int colon = text.indexOf(':');
                return new Range(number(text.substring(0, colon)), number(text.substring(colon + 1)));
            });
        }
    }

    /** {@code LO:HI}, from one noise level to another. */
    static Interval interval(String text) {
        return form(text, "LO:HI, such as 10:60", () -> {
            int colon = text.indexOf(':');
            return new Interval(number(text.substring(0, colon)), number(text.substring(colon + 1)));
        });
    }

    /** Numbers with commas between them. */
    record Numbers(List<Double> values) {
        static Numbers parse(String text) {
            return form(
                    text,
                    "numbers with commas between them, such as 80,20,8,0",
                    () -> new Numbers(Arrays.stream(text.split(",", -1))
                            .map(OptionForms::number)
                            .toList()));
        }

        static List<Double> valuesOf(Numbers numbers) {
            return numbers == null ? null : numbers.values();
        }
    }

    static CameraForm camera(String text) {
        return form(
                text,
                "PRESET or FILE.safetensors, perhaps with :WEIGHT, such as zoom-in:0.5",
                () -> CameraForm.parse(text));
    }

    /** {@code crop}, {@code pad} or {@code stretch}. */
    static Fit fit(String text) {
        return form(text, "crop | pad | stretch", () -> Fit.parse(text));
    }

    static long wholeNumber(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw refusal(text, "a whole number");
        }
    }

    static double number(String text) {
        try {
            double value = Double.parseDouble(text);
            if (Double.isFinite(value)) {
                return value;
            }
        } catch (NumberFormatException e) {
            // refused below, like NaN and the infinities
        }
        throw refusal(text, "a number");
    }

    static int port(String text) {
        long port = wholeNumber(text);
        if (port < 1 || port > 65533) {
            throw refusal(text, "a port from 1 to 65533; the two after it are used as well");
        }
        return (int) port;
    }

    private static <T> T form(String text, String expected, Supplier<T> parser) {
        try {
            return parser.get();
        } catch (TypeConversionException | FailureException | StringIndexOutOfBoundsException e) {
            throw refusal(text, expected);
        }
    }

    private static TypeConversionException refusal(String found, String expected) {
        return new TypeConversionException("found " + found + ", expected " + expected);
    }
}
