package dev.kinora.local.command;

import dev.kinora.work.DeadLetterBox;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code kinora dead-letters show}. */
@Command(
        name = "show",
        description = "Shows everything that a letter says: what failed and why, and the record as it was.",
        mixinStandardHelpOptions = true)
final class DeadLettersShowCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "LETTER", description = "Number, as the list shows it.")
    private String number;

    @Option(names = "--json", description = "Print it as one JSON object on one line.")
    private boolean json;

    @Mixin
    private ClusterOptions cluster;

    @Override
    public Integer call() {
        try (ClusterOptions.Access access = cluster.open()) {
            DeadLetterBox box = new DeadLetterBox(access.settings().broker());
            LetterText letter = LetterText.of(LetterSelection.find(box.letters(), number));
            spec.commandLine().getOut().println(json ? letter.json() : letter.words());
        }
        return CommandLine.ExitCode.OK;
    }
}
