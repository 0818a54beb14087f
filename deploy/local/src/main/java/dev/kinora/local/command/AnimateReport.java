package dev.kinora.local.command;

import dev.kinora.contract.Failure;
import dev.kinora.contract.Interpolation;
import dev.kinora.contract.InterpolationMethod;
import dev.kinora.contract.JobEvent;
import dev.kinora.contract.JobEvent.ClipPublished;
import dev.kinora.contract.JobEvent.JobCancelled;
import dev.kinora.contract.JobEvent.JobFailed;
import dev.kinora.contract.JobEvent.JobRejected;
import dev.kinora.work.MessageCodec;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import picocli.CommandLine;

/**
 * Tells how a take ended: the clip or the final event on stdout, a failure in one line on stderr.
 *
 * @param json to print the event instead of words
 */
record AnimateReport(CommandLine command, boolean json) {

    /** Prints and returns the exit status. */
    int print(Take take, JobEvent last) {
        if (json) {
            command.getOut().println(new String(new MessageCodec().writeEvent(last), StandardCharsets.UTF_8));
        }
        if (last instanceof ClipPublished published) {
            if (!json) {
                command.getOut().println(words(take, published));
            }
            return CommandLine.ExitCode.OK;
        }
        command.getErr().println("kinora: " + take.label() + Printable.of(problem(last)));
        return CommandLine.ExitCode.SOFTWARE;
    }

    private static String words(Take take, ClipPublished published) {
        String text = "%s: %dx%d, %d frames%s, %.2f s, %d bytes, seed %d, job %s";
        String line = String.format(
                Locale.ROOT,
                text,
                take.clip(),
                published.width(),
                published.height(),
                published.frames(),
                fades(published.interpolation()) ? " by cross-fade" : "",
                published.durationSeconds(),
                published.clip().bytes(),
                published.seed(),
                published.id());
        return take.frames() == null ? line : line + System.lineSeparator() + take.frames() + ": the frames as PNG";
    }

    private static boolean fades(Interpolation interpolation) {
        return interpolation.factor() > 1 && interpolation.method() == InterpolationMethod.CROSS_FADE;
    }

    /** What became of a job that has no clip. */
    static String problem(JobEvent last) {
        if (last instanceof JobRejected rejected) {
            return "refused: " + words(rejected.failure());
        }
        if (last instanceof JobFailed failed) {
            return failed.stage() + " failed: " + words(failed.failure());
        }
        if (last instanceof JobCancelled cancelled) {
            return "job " + cancelled.id() + " was cancelled: " + cancelled.reason();
        }
        return "unexpected end: " + last;
    }

    private static String words(Failure failure) {
        return failure.message() + " (" + failure.kind() + ")";
    }
}
