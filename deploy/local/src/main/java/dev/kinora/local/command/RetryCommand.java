package dev.kinora.local.command;

import dev.kinora.local.remote.JobsApi;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code kinora retry}: a job that failed, once more. */
@Command(
        name = "retry",
        description = "Has a job that failed tried again under the same id; does not wait, see `kinora watch`.",
        mixinStandardHelpOptions = true)
final class RetryCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "ID", converter = JobIdForm.class, description = "Id of the job.")
    private String id;

    @Option(names = "--json", description = "Print the job as the server shows it, one JSON object on one line.")
    private boolean json;

    @Mixin
    private ServerOptions server;

    @Override
    public Integer call() {
        JobsApi.Answer answer = server.jobs().retry(id);
        spec.commandLine().getOut().println(json ? answer.json() : "job " + id + " is tried again");
        return CommandLine.ExitCode.OK;
    }
}
