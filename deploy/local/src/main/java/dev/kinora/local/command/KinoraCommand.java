package dev.kinora.local.command;

import dev.kinora.contract.FailureException;
import dev.kinora.contract.Fit;
import dev.kinora.contract.InterpolationMethod;
import dev.kinora.contract.VideoEncoder;
import dev.kinora.local.client.JobRequest.Interval;
import dev.kinora.local.command.OptionForms.Amount;
import dev.kinora.local.command.OptionForms.Numbers;
import dev.kinora.local.command.OptionForms.Range;
import dev.kinora.local.command.OptionForms.Size;
import dev.kinora.local.host.Termination;
import dev.kinora.local.remote.UnreachedException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** {@code kinora}: the commands together, and how each may end. */
@Command(
        name = "kinora",
        description = "Turns a photo into a video clip, a clip into a smoother one.",
        mixinStandardHelpOptions = true,
        versionProvider = VersionText.class,
        subcommands = {
            AnimateCommand.class,
            InterpolateCommand.class,
            EncodeCommand.class,
            UpCommand.class,
            SubmitCommand.class,
            JobsCommand.class,
            WatchCommand.class,
            GetCommand.class,
            CancelCommand.class,
            RetryCommand.class,
            WorkerCommand.class,
            DeadLettersCommand.class,
            ModelsCommand.class,
            TopicsCommand.class,
            CompletionCommand.class
        },
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:done",
            "1:a job was refused, failed or cancelled, or something went wrong",
            "2:the command line was not understood",
            "3:the server was not reached, has no time, or let nobody in",
            "130:stopped by Ctrl-C",
            "143:stopped by SIGTERM"
        })
public final class KinoraCommand implements Runnable {
    private static final Logger LOG = Logger.getLogger(KinoraCommand.class);
    private static final int UNREACHED = 3;

    @Spec
    private CommandSpec spec;

    /** Runs the command the arguments name and returns the exit status. */
    public static int execute(String... arguments) {
        return commandLine().execute(arguments);
    }

    static CommandLine commandLine() {
        return withForms(new CommandLine(new KinoraCommand()))
                .setParameterExceptionHandler(KinoraCommand::notUnderstood)
                .setExecutionExceptionHandler(KinoraCommand::failed);
    }

    static CommandLine withForms(CommandLine command) {
        return command.registerConverter(Long.class, OptionForms::wholeNumber)
                .registerConverter(Integer.class, OptionForms::port)
                .registerConverter(Double.class, OptionForms::number)
                .registerConverter(Size.class, Size::parse)
                .registerConverter(Range.class, Range::parse)
                .registerConverter(Interval.class, OptionForms::interval)
                .registerConverter(Numbers.class, Numbers::parse)
                .registerConverter(Amount.class, Amount::parse)
                .registerConverter(VideoEncoder.class, OptionForms::encoder)
                .registerConverter(CameraForm.class, OptionForms::camera)
                .registerConverter(Fit.class, OptionForms::fit)
                .registerConverter(InterpolationMethod.class, OptionForms::interpolationMethod);
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "no command; expected " + commands(spec.commandLine()));
    }

    private static int notUnderstood(ParameterException e, String[] arguments) {
        CommandLine command = e.getCommandLine();
        print(command, e instanceof UnmatchedArgumentException unmatched ? unknown(unmatched) : e.getMessage());
        return CommandLine.ExitCode.USAGE;
    }

    private static int failed(Exception e, CommandLine command, ParseResult parsed) {
        if (Termination.isAsked()) {
            return CommandLine.ExitCode.SOFTWARE;
        }
        if (e instanceof FailureException failure) {
            print(command, failure.failure().message());
        } else {
            LOG.error("The command failed", e);
            print(command, "unexpected: " + e);
        }
        return e instanceof UnreachedException ? UNREACHED : CommandLine.ExitCode.SOFTWARE;
    }

    private static String unknown(UnmatchedArgumentException e) {
        CommandLine command = e.getCommandLine();
        String word = e.getUnmatched().get(0);
        boolean option = word.startsWith("-") && word.length() > 1;
        if (!option && command.getParent() == null) {
            return "unknown command " + word + "; expected " + commands(command);
        }
        return option
                ? "unknown option " + word + "; expected " + options(command)
                : "unexpected argument " + word + "; expected options only here: " + options(command);
    }

    private static String commands(CommandLine command) {
        return String.join(" | ", command.getSubcommands().keySet());
    }

    private static String options(CommandLine command) {
        return command.getCommandSpec().options().stream()
                .map(option -> option.longestName())
                .collect(Collectors.joining(" | "));
    }

    private static void print(CommandLine command, String message) {
        List<String> lines = Arrays.asList(message.strip().split("\\R+"));
        command.getErr().println("kinora: " + Printable.of(String.join(" ", lines)));
    }
}
