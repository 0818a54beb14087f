package dev.kinora.local.command;

import dev.kinora.contract.JobEvent.JobCancelled;
import dev.kinora.contract.JobEvent.JobFailed;
import dev.kinora.contract.JobEvent.JobRejected;
import dev.kinora.local.display.Display;
import dev.kinora.local.remote.JobView;
import dev.kinora.local.remote.JobsApi;
import dev.kinora.local.remote.Watch;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code kinora watch}: jobs until they have ended. */
@Command(
        name = "watch",
        description = "Shows jobs until all of them have ended; exits with 0 if all are published, else with 1.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class WatchCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "ID", arity = "1..*", converter = JobIdForm.class, description = "Ids of jobs.")
    private List<String> ids;

    @Option(
            names = "--json",
            description = "Print each change as the server shows the job, one JSON object on a line, and nothing else.")
    private boolean json;

    @Option(names = "--quiet", description = "Show only how they end.")
    private boolean quiet;

    @Mixin
    private ServerOptions server;

    private int status;

    @Override
    public Integer call() {
        Display display = Display.on(System.err, quiet || json, Integer.getInteger("kinora.columns", 0));
        Watch watch = new Watch(server.jobs());
        ids.forEach(watch::add);
        try {
            watch.follow(answer -> tell(answer, display), () -> {});
        } finally {
            display.clear();
        }
        return status;
    }

    private void tell(JobsApi.Answer answer, Display display) {
        JobView job = answer.job();
        if (json) {
            spec.commandLine().getOut().println(answer.json());
        }
        if (job.isEnd()) {
            display.clear();
            end(job);
        } else {
            String progress = JobTable.progress(job);
            display.show("job " + job.id() + ": " + job.state() + (progress.isEmpty() ? "" : ", " + progress));
        }
    }

    private void end(JobView job) {
        if (job.isPublished()) {
            if (!json) {
                spec.commandLine().getOut().println("job " + job.id() + " is published");
            }
            return;
        }
        status = CommandLine.ExitCode.SOFTWARE;
        spec.commandLine().getErr().println("kinora: job " + job.id() + ": " + Printable.of(problem(job)));
    }

    private static String problem(JobView job) {
        return AnimateReport.problem(
                switch (job.state()) {
                    case "failed" -> new JobFailed(job.id(), job.stage(), job.failure());
                    case "rejected" -> new JobRejected(job.id(), job.failure());
                    default -> new JobCancelled(job.id(), job.reason());
                });
    }
}
