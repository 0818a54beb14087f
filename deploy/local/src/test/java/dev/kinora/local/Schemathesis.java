package dev.kinora.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Schemathesis, in a virtual environment of its own that is made once: it makes requests of an OpenAPI document. */
final class Schemathesis {
    private static final Path FILES = Program.ROOT.resolve("deploy/local/src/test/schemathesis");
    private static final Path ENVIRONMENT = Program.ROOT.resolve("deploy/local/target/schemathesis");
    /** Of each operation, beside those that cover the document's edges. */
    private static final String EXAMPLES = "8";

    private Schemathesis() {}

    /** Tests a service; streams of events are left out, as they do not end. */
    static String[] command(String address) throws IOException, InterruptedException {
        install();
        List<String> command = List.of(
                ENVIRONMENT.resolve("bin/schemathesis").toString(),
                "--config-file=" + FILES.resolve("schemathesis.toml"),
                "run",
                Program.ROOT.resolve("deploy/openapi.yaml").toString(),
                "--url=" + address,
                "--max-examples=" + EXAMPLES,
                "--phases=examples,coverage,fuzzing",
                "--exclude-path-regex=/events$",
                "--continue-on-failure",
                "--suppress-health-check=all",
                "--warnings=off",
                "--request-timeout=20",
                "--no-shrink",
                "--workers=1");
        return command.toArray(String[]::new);
    }

    private static void install() throws IOException, InterruptedException {
        Path wanted = FILES.resolve("requirements.txt");
        Path installed = ENVIRONMENT.resolve("requirements.txt");
        if (Files.exists(installed) && Files.mismatch(wanted, installed) < 0) {
            return;
        }
        Program program = new Program(Files.createDirectories(ENVIRONMENT.getParent()));
        require(program.run("python3", "-m", "venv", "--clear", ENVIRONMENT.toString()));
        String pip = ENVIRONMENT.resolve("bin/pip").toString();
        require(program.run(pip, "install", "--quiet", "--no-deps", "--requirement", wanted.toString()));
        Files.copy(wanted, installed);
    }

    private static void require(Program.Ended ended) {
        if (ended.status() != 0) {
            throw new AssertionError(ended.toString());
        }
    }
}
