package dev.kinora.local.command;

import picocli.CommandLine.Option;

/** What is wanted of the pipeline; none of it changes a pixel. */
final class TermsOptions {
    @Option(
            names = "--priority",
            paramLabel = "interactive|batch",
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

    String priority() {
        return priority;
    }

    String deadline() {
        return deadline;
    }

    /** Whether the frames are to stay, or null if nobody asks for them: fetching them takes frames that stay. */
    Boolean keepFrames(Take take) {
        return keepFrames || take.frames() != null ? Boolean.TRUE : null;
    }
}
