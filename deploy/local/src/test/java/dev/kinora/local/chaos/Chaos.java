package dev.kinora.local.chaos;

import dev.kinora.contract.FailureException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code deploy/chaos}, whose script says what it is for. */
@Command(name = "chaos")
final class Chaos implements Callable<Integer> {
    @Option(names = "--jobs", paramLabel = "N", defaultValue = "200")
    private int jobs;

    @Option(names = "--kills", paramLabel = "N", defaultValue = "60")
    private int kills;

    @Option(names = "--seed", paramLabel = "N", defaultValue = "1")
    private long seed;

    @Option(names = "--away", paramLabel = "SECONDS", defaultValue = "5")
    private int awaySeconds;

    @Option(names = "--keep", paramLabel = "FOLDER")
    private Path keep;

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Chaos()).execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        if (Math.min(Math.min(jobs, kills), awaySeconds) < 1) {
            throw FailureException.badInput(
                    "--jobs, --kills, --away", jobs + ", " + kills + ", " + awaySeconds, "at least 1");
        }
        Path folder = keep == null ? Files.createTempDirectory("kinora-chaos-") : Files.createDirectories(keep);
        System.out.println("data and logs: " + folder);
        ChaosOptions options = new ChaosOptions(
                Path.of(System.getProperty("kinora.root")),
                jobs,
                kills,
                Duration.ofSeconds(awaySeconds),
                seed,
                Duration.ofMinutes(5));
        try (Rehearsal rehearsal = new Rehearsal(options, folder.toRealPath())) {
            return rehearsal.run() ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
        }
    }
}
