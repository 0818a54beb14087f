package dev.kinora.local.command;

import dev.kinora.local.remote.JobView;
import dev.kinora.local.remote.JobsApi;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code kinora jobs}: what there is and how it stands. */
@Command(
        name = "jobs",
        description = "Lists the jobs of a server, or of the `kinora up` of the data folder, the newest first.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class JobsCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(
            names = "--state",
            paramLabel = "STATE",
            completionCandidates = Words.States.class,
            description = "Only those that are ${COMPLETION-CANDIDATES}.")
    private String state;

    @Option(names = "--label", paramLabel = "NAME[=VALUE]", description = "Only those that carry the label.")
    private String label;

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "20",
            description = "At most so many, 1 to 500; by default ${DEFAULT-VALUE}.")
    private Long limit;

    @Option(names = "--json", description = "Print each as the server shows it, one JSON object on a line.")
    private boolean json;

    @Mixin
    private ServerOptions server;

    @Override
    public Integer call() {
        Map<String, String> query = new LinkedHashMap<>();
        query.put("limit", limit.toString());
        if (state != null) {
            query.put("state", state);
        }
        if (label != null) {
            query.put("label", label);
        }
        List<JobsApi.Answer> jobs = server.jobs().list(query);
        var out = spec.commandLine().getOut();
        if (json) {
            jobs.forEach(job -> out.println(job.json()));
        } else {
            List<JobView> views = jobs.stream().map(JobsApi.Answer::job).toList();
            JobTable.lines(views, Instant.now()).forEach(out::println);
        }
        return CommandLine.ExitCode.OK;
    }
}
