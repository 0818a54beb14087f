package dev.kinora.local.load;

import dev.kinora.contract.FailureException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code deploy/load}, whose script says what it is for. */
@Command(name = "load")
final class Load implements Callable<Integer> {
    @Option(names = "--minutes", paramLabel = "M", defaultValue = "2")
    private int minutes;

    @Option(names = "--jobs", paramLabel = "N", defaultValue = "500")
    private int jobs;

    @Option(names = "--listeners", paramLabel = "N", defaultValue = "200")
    private int listeners;

    @Option(names = "--keep", paramLabel = "FOLDER")
    private Path keep;

    public static void main(String[] arguments) {
        // Shorter than the service's, so that no request goes out on a connection that is just being closed.
        System.setProperty("jdk.httpclient.keepalive.timeout", "20");
        System.exit(new CommandLine(new Load()).execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        if (Math.min(minutes, jobs) < 1 || listeners < 0) {
            throw FailureException.badInput(
                    "--minutes, --jobs, --listeners", minutes + ", " + jobs + ", " + listeners, "at least 1, 1 and 0");
        }
        Path folder = keep == null ? Files.createTempDirectory("kinora-load-") : Files.createDirectories(keep);
        System.out.println("data and logs: " + folder);
        Path root = Path.of(System.getProperty("kinora.root"));
        try (LoadedService service = LoadedService.start(root, folder.toRealPath())) {
            Onslaught onslaught = new Onslaught(service, listeners);
            return onslaught.run(Duration.ofMinutes(minutes), jobs)
                    ? CommandLine.ExitCode.OK
                    : CommandLine.ExitCode.SOFTWARE;
        }
    }
}
