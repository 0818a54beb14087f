package dev.kinora.local.command;

import dev.kinora.contract.InterpolationMethod;
import picocli.CommandLine.Option;

/** What comes between the frames, and how fast they play. */
final class InterpolationOptions {
    @Option(
            names = "--interpolate",
            paramLabel = "1|2|4|8|16",
            description = "Times as many frames, those in between made by the model's interpolation network.")
    private Long factor;

    @Option(
            names = "--interpolation-method",
            paramLabel = "diffusion|cross-fade",
            completionCandidates = Words.InterpolationMethods.class,
            description = "Another way to make them: one frame fades into the next.")
    private InterpolationMethod method;

    @Option(
            names = "--playback-fps",
            paramLabel = "X",
            description = "Frames per second of the clip; by default --fps times --interpolate.")
    private Double playbackFps;

    Long factor() {
        return factor;
    }

    InterpolationMethod method() {
        return method;
    }

    Double playbackFps() {
        return playbackFps;
    }
}
