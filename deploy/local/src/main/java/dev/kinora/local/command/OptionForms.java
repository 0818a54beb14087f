package dev.kinora.local.command;

import dev.kinora.contract.FailureException;
import dev.kinora.contract.Fit;
import dev.kinora.contract.InterpolationMethod;
import dev.kinora.contract.VideoEncoder;
import dev.kinora.local.client.JobRequest.Interval;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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

    /** A number of bits or bytes: {@code 2M}, {@code 1.5MB}, {@code 800k}, {@code 4096}; thousands, not 1024s. */
    record Amount(long value) {
        private static final Pattern FORM = Pattern.compile("(\\d+(?:\\.\\d+)?)([kKmMgG]?)[bB]?");
        private static final int THOUSAND = 1_000;

        static Amount parse(String text) {
            Matcher matcher = FORM.matcher(text);
            if (!matcher.matches()) {
                throw refusal(text, "a number, perhaps with k, M or G, such as 2M");
            }
            double times = Math.pow(THOUSAND, " kmg".indexOf(matcher.group(2).toLowerCase(Locale.ROOT)));
            return new Amount(Math.round(number(matcher.group(1)) * times));
        }

        static Long valueOf(Amount amount) {
            return amount == null ? null : amount.value();
        }
    }

    /** {@code kinora} or {@code ffmpeg}. */
    static VideoEncoder encoder(String text) {
        return form(text, "kinora | ffmpeg", () -> VideoEncoder.parse(text));
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

    /** {@code diffusion} or {@code cross-fade}. */
    static InterpolationMethod interpolationMethod(String text) {
        return form(text, "diffusion | cross-fade", () -> InterpolationMethod.parse(text));
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
