package dev.kinora.local.command;

import dev.kinora.contract.JobEvent;
import dev.kinora.contract.JobEvent.ClipPublished;
import dev.kinora.contract.JobProgress;
import dev.kinora.local.client.ClipFiles;
import dev.kinora.local.client.JobListener;
import dev.kinora.local.display.Display;
import dev.kinora.local.display.JobDisplay;
import dev.kinora.local.host.LocalKinora;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Follows the takes of a command: shows their progress, and fetches and reports each as soon as it is done, so that what is
 * finished stays if the rest is broken off.
 */
final class Shoot implements JobListener {
    private final LocalKinora kinora;
    private final ClipFiles files;
    private final AnimateReport report;
    private final Display display;
    private final Map<String, Take> takes = new HashMap<>();
    private final Map<String, JobDisplay> words = new HashMap<>();
    private int status;

    Shoot(LocalKinora kinora, ClipFiles files, AnimateReport report, Display display, List<Take> takes) {
        this.kinora = kinora;
        this.files = files;
        this.report = report;
        this.display = display;
        for (Take take : takes) {
            this.takes.put(take.id(), take);
            words.put(take.id(), new JobDisplay(display, take.label()));
        }
    }

    /** Exit status of the takes so far: that of the worst. */
    int status() {
        return status;
    }

    @Override
    public void event(JobEvent event) {
        words.get(event.id()).event(event);
        if (event.isFinal()) {
            finish(takes.get(event.id()), event);
        }
    }

    @Override
    public void progress(JobProgress progress) {
        words.get(progress.id()).progress(progress);
    }

    @Override
    public void waiting() {
        kinora.requireRunning();
    }

    private void finish(Take take, JobEvent last) {
        if (last instanceof ClipPublished published) {
            files.clip(published.clip(), take.clip());
            if (take.frames() != null) {
                files.frames(take.id(), take.frames());
            }
        }
        display.clear();
        status = Math.max(status, report.print(take, last));
    }
}
