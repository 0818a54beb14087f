package dev.kinora.local.display;

import dev.kinora.contract.Guidance;
import dev.kinora.contract.Interpolation;
import dev.kinora.contract.JobEvent;
import dev.kinora.contract.JobEvent.ClipEncoded;
import dev.kinora.contract.JobEvent.FramesGenerated;
import dev.kinora.contract.JobEvent.JobAccepted;
import dev.kinora.contract.JobEvent.JobStarted;
import dev.kinora.contract.JobParameters;
import dev.kinora.contract.JobProgress;
import java.util.stream.Collectors;

/** Puts a job's events and progress into words. */
public final class JobDisplay {
    private final Display display;
    private final String label;
    private final boolean brief;

    /**
     * For one job.
     *
     * @param label put before every line
     * @param brief to leave no line that stays, where many jobs would fill the screen
     */
    public JobDisplay(Display display, String label, boolean brief) {
        this.display = display;
        this.label = label;
        this.brief = brief;
    }

    /** Shows a fact; final ones are left to who asked for the job. */
    public void event(JobEvent event) {
        if (event instanceof JobAccepted accepted) {
            accepted(label + "job " + accepted.id() + ": " + words(accepted.model(), accepted.parameters()));
        } else if (event instanceof JobStarted started) {
            String again = started.attempt() > 1 ? ", attempt " + started.attempt() : "";
            display.show(label + started.stage() + " started by " + started.worker() + again);
        } else if (event instanceof FramesGenerated generated) {
            display.show(label + generated.frames() + " frames generated");
        } else if (event instanceof ClipEncoded) {
            display.show(label + "clip encoded");
        }
    }

    /** Shows stage, step and the estimate. */
    public void progress(JobProgress progress) {
        String eta = progress.etaSeconds() < 0 ? "" : ", about %d s left".formatted(Math.round(progress.etaSeconds()));
        display.show(label
                + "%s: %s %d/%d%s"
                        .formatted(progress.stage(), progress.activity(), progress.done(), progress.total(), eta));
    }

    private void accepted(String words) {
        if (brief) {
            display.show(words);
        } else {
            display.keep(words);
        }
    }

    private static String words(Guidance guidance) {
        return guidance.enabled()
                ? ", guidance %s:%s %s".formatted(guidance.min(), guidance.max(), guidance.curve())
                : "";
    }

    private static String words(Interpolation interpolation) {
        return interpolation.factor() == 1
                ? ""
                : ", ×%d by %s"
                        .formatted(
                                interpolation.factor(), interpolation.method().word());
    }

    private static String words(String model, JobParameters job) {
        String camera = job.camera().stream()
                .map(move -> move.weight() == 1 ? move.name() : move.name() + ":" + move.weight())
                .collect(Collectors.joining(" "));
        return "%s%s, %dx%d, %d frames at %d fps%s, %d steps of %s (%s)%s, seed %d"
                .formatted(
                        model,
                        camera.isEmpty() ? "" : " " + camera,
                        job.width(),
                        job.height(),
                        job.frames(),
                        job.fps(),
                        words(job.interpolation()),
                        job.sampling().steps(),
                        job.sampling().solver(),
                        job.sampling().schedule(),
                        words(job.guidance()),
                        job.seed());
    }
}
