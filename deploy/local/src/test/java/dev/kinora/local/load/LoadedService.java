package dev.kinora.local.load;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A {@code deploy/kinora up} in a process and a data folder of its own. */
final class LoadedService implements AutoCloseable {
    private static final long GOODBYE_SECONDS = 60;
    private static final Pattern COMPLAINT = Pattern.compile(" ((?:WARN|ERROR|FATAL) +\\[[^]]*]) ");

    private final Process process;
    private final Path logs;
    private final URI address;

    private LoadedService(Process process, Path logs, URI address) {
        this.process = process;
        this.logs = logs;
        this.address = address;
    }

    /**
     * What the process holds.
     *
     * @param residentMebibytes of memory, now
     * @param peakMebibytes of memory, ever
     * @param threads now
     */
    record Footprint(long residentMebibytes, long peakMebibytes, long threads) {}

    /**
     * Starts one and waits until it listens.
     *
     * @param root of the project, built
     * @param folder for its data and its log
     */
    static LoadedService start(Path root, Path folder) throws IOException {
        Path log = folder.resolve("up.log");
        ProcessBuilder builder = new ProcessBuilder(
                        root.resolve("deploy/kinora").toString(),
                        "up",
                        "--json",
                        "--data",
                        folder.resolve("data").toString())
                .redirectError(log.toFile());
        builder.environment().put("KINORA_SKIP_BUILD", "1");
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        Process process = builder.start();
        // Nothing stays behind of a run that is stopped.
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
        BufferedReader out = process.inputReader();
        String line = out.readLine();
        if (line == null) {
            throw new IOException("deploy/kinora up ended early, see " + log);
        }
        String http = new ObjectMapper().readTree(line).path("http").asText();
        return new LoadedService(process, folder.resolve("data/logs"), URI.create(http));
    }

    URI address() {
        return address;
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** As the kernel tells it, see proc(5). */
    Footprint footprint() throws IOException {
        Path status = Path.of("/proc", Long.toString(process.pid()), "status");
        return new Footprint(
                number(status, "VmRSS:") / 1024, number(status, "VmHWM:") / 1024, number(status, "Threads:"));
    }

    /** Lines of its log, as far as that is kept, that tell of something wrong: how many of each category. */
    Map<String, Long> complaints() throws IOException {
        Map<String, Long> counts = new TreeMap<>();
        try (Stream<Path> files = Files.list(logs)) {
            for (Path file : files.toList()) {
                try (Stream<String> lines = Files.lines(file)) {
                    lines.map(COMPLAINT::matcher)
                            .filter(Matcher::find)
                            .forEach(line -> counts.merge(line.group(1), 1L, Long::sum));
                }
            }
        }
        return counts;
    }

    /** Asks it to leave, and kills it if it does not. */
    @Override
    public void close() {
        process.destroy();
        process.onExit()
                .completeOnTimeout(process, GOODBYE_SECONDS, TimeUnit.SECONDS)
                .join();
        process.destroyForcibly();
    }

    private static long number(Path status, String name) throws IOException {
        try (Stream<String> lines = Files.lines(status)) {
            return lines.filter(line -> line.startsWith(name))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .findFirst()
                    .orElse(-1);
        }
    }
}
