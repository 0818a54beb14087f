package dev.kinora.local.command;

import dev.kinora.contract.Failure;
import dev.kinora.contract.FailureException;
import dev.kinora.contract.FailureKind;
import dev.kinora.contract.JobEvent.JobRejected;
import dev.kinora.local.client.Uploads;
import dev.kinora.local.display.Display;
import dev.kinora.local.remote.JobsApi;
import dev.kinora.local.remote.RoomUploads;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Leaves jobs to a server and goes: an id on stdout for each, on stderr how to go on. */
final class Submission {
    private final JobsApi jobs;
    private final AnimateReport report;
    private final Display display;

    Submission(JobsApi jobs, AnimateReport report, Display display) {
        this.jobs = jobs;
        this.report = report;
        this.display = display;
    }

    /** Sends them all, whatever becomes of one, and returns the exit status. */
    int send(List<Scene> scenes) {
        List<String> sent = new ArrayList<>();
        Uploads uploads = new RoomUploads(jobs);
        int status = 0;
        for (Scene scene : scenes) {
            try {
                display.show(scene.take().label() + "sending");
                JobsApi.Answer answer = jobs.submit(scene.script().write(uploads));
                display.clear();
                report.command()
                        .getOut()
                        .println(report.json() ? answer.json() : answer.job().id());
                sent.add(answer.job().id());
            } catch (FailureException refused) {
                status = Math.max(status, refuse(scene.take(), refused));
            } catch (IOException unreadable) {
                status = report.print(
                        scene.take(),
                        rejected(scene.take(), Failure.badInput("image", unreadable.toString(), "a readable file")));
            }
        }
        if (!sent.isEmpty()) {
            display.keep("to go on: kinora watch %s; then kinora get ID -o CLIP".formatted(String.join(" ", sent)));
        }
        return status;
    }

    private int refuse(Take take, FailureException refused) {
        if (refused.failure().kind() != FailureKind.BAD_INPUT) {
            throw refused;
        }
        display.clear();
        return report.print(take, rejected(take, refused.failure()));
    }

    private static JobRejected rejected(Take take, Failure failure) {
        return new JobRejected(take.id(), failure);
    }
}
