package dev.kinora.local.command;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code kinora completion}: what a shell completes command lines with; one script, that finds out which shell reads it. */
@Command(
        name = "completion",
        description = {
            "Prints what lets a shell complete commands, options and their words:",
            "  bash: source <(deploy/kinora completion bash)",
            "  zsh:  source <(deploy/kinora completion zsh)",
            "In ~/.bashrc or ~/.zshrc it holds for every shell."
        },
        mixinStandardHelpOptions = true)
final class CompletionCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "bash|zsh", completionCandidates = Words.Shells.class, description = "The shell.")
    private String shell;

    @Override
    public Integer call() {
        if (!List.of("bash", "zsh").contains(shell)) {
            throw new ParameterException(spec.commandLine(), "found " + shell + ", expected bash | zsh");
        }
        var out = spec.commandLine().getOut();
        out.print(AutoComplete.bash("kinora", spec.root().commandLine()));
        out.flush();
        return CommandLine.ExitCode.OK;
    }
}
