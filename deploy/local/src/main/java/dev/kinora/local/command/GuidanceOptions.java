package dev.kinora.local.command;

import dev.kinora.local.client.JobRequest.Guidance;
import dev.kinora.local.client.JobRequest.Interval;
import dev.kinora.local.command.OptionForms.Numbers;
import dev.kinora.local.command.OptionForms.Range;
import java.util.Objects;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** How strongly each frame is to follow the photo. */
final class GuidanceOptions {
    @Option(names = "--guidance", paramLabel = "MIN:MAX", description = "Least and largest guidance of a frame.")
    private Range range;

    @Option(
            names = "--guidance-curve",
            paramLabel = "NAME",
            completionCandidates = Words.Curves.class,
            description = "Guidance over the frames: linear | constant | triangle | cosine | points.")
    private String curve;

    @Option(
            names = "--guidance-points",
            paramLabel = "LIST",
            description = "Guidance spread evenly over the frames instead of MIN:MAX, such as 1,1.4,1.")
    private Numbers points;

    @Option(
            names = "--guidance-interval",
            paramLabel = "LO:HI",
            description = "Noise levels at which guidance is on; by default all.")
    private Interval interval;

    /** Null if none of them is given. */
    Guidance request() {
        if (Stream.of(range, curve, points, interval).allMatch(Objects::isNull)) {
            return null;
        }
        return new Guidance(
                range == null ? null : range.min(),
                range == null ? null : range.max(),
                curve,
                Numbers.valuesOf(points),
                interval);
    }
}
