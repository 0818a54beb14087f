package dev.kinora.local.command;

import dev.kinora.contract.Failure;
import dev.kinora.contract.FailureException;
import dev.kinora.contract.FailureKind;
import dev.kinora.contract.JobCommand;
import dev.kinora.contract.JobEvent;
import dev.kinora.contract.JobEvent.JobCancelled;
import dev.kinora.contract.JobProgress;
import dev.kinora.local.client.JobListener;
import dev.kinora.local.client.KinoraClient;
import dev.kinora.local.remote.Server;
import dev.kinora.local.session.RemoteSession;
import dev.kinora.work.MessageCodec;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code kinora cancel}: ends a job wherever it is. */
@Command(
        name = "cancel",
        description = {
            "Ends a job wherever it is; nothing of it is published.",
            "Waits until that is told and exits with 0; with 1 if the job had ended in another way."
        },
        mixinStandardHelpOptions = true)
final class CancelCommand implements Callable<Integer> {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "ID", converter = JobIdForm.class, description = "Id of the job.")
    private String id;

    @Option(names = "--reason", paramLabel = "TEXT", defaultValue = "on request", description = "Told to all.")
    private String reason;

    @Option(names = "--no-wait", description = "Return as soon as the command is with broker or server.")
    private boolean noWait;

    @Option(
            names = "--json",
            description = "Print the job's final event, with --no-wait the command, as one JSON object on one line.")
    private boolean json;

    @Mixin
    private ClusterOptions cluster;

    @Mixin
    private ServerOption server;

    @Override
    public Integer call() {
        return there().map(this::cancelThere).orElseGet(this::cancelHere);
    }

    private Optional<Server> there() {
        try {
            return server.named(cluster.given());
        } catch (FailureException unusable) {
            throw new ParameterException(spec.commandLine(), unusable.getMessage());
        }
    }

    private int cancelThere(Server there) {
        try (RemoteSession session = ServerOptions.remote(there)) {
            session.cancel(id, reason);
            if (noWait) {
                return sent();
            }
            FinalEvent end = new FinalEvent();
            session.follow(id, end);
            return tell(end.event);
        }
    }

    private int cancelHere() {
        try (ClusterOptions.Access access = cluster.open();
                KinoraClient client = new KinoraClient(access.settings().broker())) {
            if (!noWait && !access.stagesMayRun()) {
                throw away("no kinora runs on " + cluster.folder() + "; start one, or use --no-wait: the command is "
                        + "kept for when one does");
            }
            client.cancel(id, reason);
            if (noWait) {
                return sent();
            }
            FinalEvent end = new FinalEvent();
            client.follow(List.of(id), end);
            return tell(end.event);
        }
    }

    private int sent() {
        if (json) {
            spec.commandLine().getOut().println(new MessageCodec().text(new JobCommand.Cancel(id, reason)));
        }
        return CommandLine.ExitCode.OK;
    }

    private int tell(JobEvent end) {
        if (json) {
            spec.commandLine().getOut().println(new String(new MessageCodec().writeEvent(end), StandardCharsets.UTF_8));
        }
        if (end instanceof JobCancelled cancelled) {
            if (!json) {
                spec.commandLine().getOut().println("job " + id + " is cancelled: " + cancelled.reason());
            }
            return CommandLine.ExitCode.OK;
        }
        spec.commandLine()
                .getErr()
                .println("kinora: job " + id + " had ended before: "
                        + end.getClass().getSimpleName());
        return CommandLine.ExitCode.SOFTWARE;
    }

    private static FailureException away(String message) {
        return new FailureException(new Failure(FailureKind.DEPENDENCY_DOWN, "", "", "", message));
    }

    /** Waits for the end, but not for ever. */
    private final class FinalEvent implements JobListener {
        private final long begin = System.nanoTime();
        private JobEvent event;

        @Override
        public void event(JobEvent told) {
            event = told;
        }

        @Override
        public void progress(JobProgress progress) {
            // of no interest
        }

        @Override
        public void waiting() {
            boolean over = event != null && event.isFinal();
            if (!over && System.nanoTime() - begin > PATIENCE.toNanos()) {
                throw away("job " + id + ": nobody has told its end within " + PATIENCE.toSeconds()
                        + " s; the command is kept, and obeyed by every stage that runs");
            }
        }
    }
}
