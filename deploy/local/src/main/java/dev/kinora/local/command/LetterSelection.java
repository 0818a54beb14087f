package dev.kinora.local.command;

import dev.kinora.contract.FailureException;
import dev.kinora.work.DeadLetterBox;
import dev.kinora.work.FiledLetter;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The letters that something is to be done about. */
final class LetterSelection {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Parameters(paramLabel = "LETTER", arity = "0..*", description = "Numbers, as the list shows them.")
    private List<String> numbers = List.of();

    @Option(names = "--all", description = "Every letter that nobody has dealt with.")
    private boolean all;

    @Option(names = "--json", description = "Print each letter as one JSON object on a line.")
    private boolean json;

    /** What is printed of a letter that was just dealt with. */
    String told(FiledLetter letter, String how, String words) {
        return json ? LetterText.of(letter).handled(how).json() : words;
    }

    /** The letters meant, none of which anybody has dealt with. */
    List<FiledLetter> of(DeadLetterBox box) {
        if (all == !numbers.isEmpty()) {
            throw new ParameterException(
                    command.commandLine(), "expected either numbers of letters or --all, and not both");
        }
        List<FiledLetter> letters = box.letters();
        return all
                ? letters.stream().filter(letter -> letter.handled().isEmpty()).toList()
                : numbers.stream().map(number -> open(letters, number)).toList();
    }

    /** The letter of that number. */
    static FiledLetter find(List<FiledLetter> letters, String number) {
        return letters.stream()
                .filter(letter -> letter.number().equals(number))
                .findFirst()
                .orElseThrow(() -> FailureException.badInput(
                        "LETTER", number, "a number that `kinora dead-letters list --all` shows, such as 0-7"));
    }

    private static FiledLetter open(List<FiledLetter> letters, String number) {
        FiledLetter letter = find(letters, number);
        letter.handled().ifPresent(how -> {
            throw FailureException.badInput(
                    "LETTER", number + ", " + how + " already", "a letter nobody has dealt with");
        });
        return letter;
    }
}
