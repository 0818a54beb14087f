package dev.kinora.local.command;

import dev.kinora.work.DeadLetterBox;
import dev.kinora.work.FiledLetter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code kinora dead-letters list}. */
@Command(
        name = "list",
        description = "Lists letters, the oldest first: number, time, job, stage, kind of failure, message.",
        mixinStandardHelpOptions = true)
final class DeadLettersListCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(names = "--all", description = "Also those that somebody has dealt with.")
    private boolean all;

    @Option(names = "--json", description = "Print each letter as one JSON object on a line.")
    private boolean json;

    @Mixin
    private ClusterOptions cluster;

    @Override
    public Integer call() {
        try (ClusterOptions.Access access = cluster.open()) {
            List<FiledLetter> letters = new DeadLetterBox(access.settings().broker()).letters();
            letters.stream()
                    .filter(letter -> all || letter.handled().isEmpty())
                    .map(LetterText::of)
                    .map(letter -> json ? letter.json() : letter.line())
                    .forEach(spec.commandLine().getOut()::println);
        }
        return CommandLine.ExitCode.OK;
    }
}
