package dev.kinora.local.command;

import dev.kinora.contract.DeadLetterHandled;
import dev.kinora.contract.JobOutcome;
import dev.kinora.local.host.Settings;
import dev.kinora.objects.ObjectStore;
import dev.kinora.outcomes.JobOutcomes;
import dev.kinora.work.DeadLetterBox;
import dev.kinora.work.FiledLetter;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code kinora dead-letters replay}. */
@Command(
        name = "replay",
        description = {
            "Sends the records of letters to their topics again, as they were, with no failures counted.",
            "A job that failed is open again then; one that is published or cancelled stays so."
        },
        mixinStandardHelpOptions = true)
final class DeadLettersReplayCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private LetterSelection selection;

    @Mixin
    private ClusterOptions cluster;

    @Override
    public Integer call() {
        try (ClusterOptions.Access access = cluster.open()) {
            Settings settings = access.settings();
            DeadLetterBox box = new DeadLetterBox(settings.broker());
            try (ObjectStore store = new ObjectStore(settings.store())) {
                JobOutcomes outcomes = new JobOutcomes(store);
                for (FiledLetter letter : selection.of(box)) {
                    reopen(outcomes, letter.letter().id());
                    box.replay(letter);
                    String words = "letter " + letter.number() + " is on "
                            + letter.letter().topic() + " again";
                    spec.commandLine().getOut().println(selection.told(letter, DeadLetterHandled.REPLAYED, words));
                }
            }
        }
        return CommandLine.ExitCode.OK;
    }

    private static void reopen(JobOutcomes outcomes, String id) {
        if (!id.isEmpty()
                && outcomes.of(id)
                        .map(JobOutcome::end)
                        .filter(JobOutcome.End.FAILED::equals)
                        .isPresent()) {
            outcomes.forget(id);
        }
    }
}
