package dev.kinora.local.command;

import java.util.Map;
import picocli.CommandLine.Option;

/** What is wanted of the pipeline; none of it changes a pixel. */
final class TermsOptions {
    @Option(
            names = "--priority",
            paramLabel = "interactive|batch",
            completionCandidates = Words.Priorities.class,
            description = "Batch jobs give way to interactive ones; by default interactive.")
    private String priority;

    @Option(
            names = "--deadline",
            paramLabel = "TIME|DURATION",
            description = "When the clip is of no use any more: 2026-12-24T18:00:00Z, or PT10M from now on.")
    private String deadline;

    @Option(
            names = "--keep-frames",
            description = "Leave the frames in the store after the clip is published; --frames-to does so, too.")
    private boolean keepFrames;

    @Option(
            names = "--label",
            paramLabel = "NAME=VALUE",
            description = "Something to find the job by, with `kinora jobs --label`; as often as you like.")
    private Map<String, String> labels;

    String priority() {
        return priority;
    }

    String deadline() {
        return deadline;
    }

    /** The labels, or null if there are none. */
    Map<String, String> labels() {
        return labels;
    }

    /** Whether the frames are to stay, or null if nobody asks for them: fetching them takes frames that stay. */
    Boolean keepFrames(Take take) {
        return keepFrames || take.frames() != null ? Boolean.TRUE : null;
    }
}
