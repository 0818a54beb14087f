package dev.kinora.local.command;

import dev.kinora.contract.DeadLetterHandled;
import dev.kinora.work.DeadLetterBox;
import dev.kinora.work.FiledLetter;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code kinora dead-letters discard}. */
@Command(
        name = "discard",
        description = "Notes that nobody wants these letters any more; `list --all` still shows them.",
        mixinStandardHelpOptions = true)
final class DeadLettersDiscardCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private LetterSelection selection;

    @Mixin
    private ClusterOptions cluster;

    @Override
    public Integer call() {
        try (ClusterOptions.Access access = cluster.open()) {
            DeadLetterBox box = new DeadLetterBox(access.settings().broker());
            for (FiledLetter letter : selection.of(box)) {
                box.discard(letter);
                String words = "letter " + letter.number() + " is discarded";
                spec.commandLine().getOut().println(selection.told(letter, DeadLetterHandled.DISCARDED, words));
            }
        }
        return CommandLine.ExitCode.OK;
    }
}
