package dev.kinora.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs programs as a user would: {@code deploy/kinora} of this build from another folder, and others beside it. */
final class Program {
    static final Path ROOT = Path.of(System.getProperty("kinora.root"));
    static final Path PHOTO = ROOT.resolve("i2v-worker/models/nano/samples/mountains.jpg");

    private static final long PATIENCE_MINUTES = 5;

    private final Path folder;

    /** @param folder to run in, and to keep the programs' output in */
    Program(Path folder) {
        this.folder = folder;
    }

    /** How a program ended. */
    record Ended(int status, String out, String err) {
        /** The only line that was printed, on stdout. */
        String line() {
            if (out.lines().count() != 1) {
                throw new AssertionError("expected one line on stdout, found: " + this);
            }
            return out.strip();
        }
    }

    /** A program that runs. */
    record Running(Process process, Path out, Path err) {
        Ended await() throws InterruptedException {
            if (!process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES)) {
                process.destroyForcibly();
                throw new AssertionError("still runs: " + ended(-1));
            }
            return ended(process.exitValue());
        }

        /** Waits until stdout has a whole line, and returns it. */
        String firstLine() throws IOException, InterruptedException {
            while (!Files.readString(out).contains("\n")) {
                if (!process.isAlive()) {
                    throw new AssertionError("ended early: " + ended(process.exitValue()));
                }
                Thread.sleep(50);
            }
            return Files.readString(out).lines().findFirst().orElseThrow();
        }

        private Ended ended(int status) {
            try {
                return new Ended(status, Files.readString(out), Files.readString(err));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    Ended kinora(String... arguments) throws IOException, InterruptedException {
        return startKinora(arguments).await();
    }

    Running startKinora(String... arguments) throws IOException {
        List<String> command =
                new ArrayList<>(List.of(ROOT.resolve("deploy/kinora").toString()));
        command.addAll(Arrays.asList(arguments));
        return start(command);
    }

    Ended run(String... command) throws IOException, InterruptedException {
        return start(Arrays.asList(command)).await();
    }

    /** Starts a program; what is written to its stdin it takes for typed. */
    Running start(List<String> command) throws IOException {
        Path out = Files.createTempFile(folder, "program", ".out");
        Path err = Files.createTempFile(folder, "program", ".err");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().put("KINORA_SKIP_BUILD", "1");
        // Nobody's own settings: tests name their servers.
        builder.environment().keySet().removeIf(name -> name.matches("KINORA_(SERVER|API_KEY)"));
        builder.environment().put("XDG_CONFIG_HOME", folder.resolve("config").toString());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        return new Running(builder.start(), out, err);
    }
}
