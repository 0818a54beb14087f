package dev.kinora.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kinora.local.Program.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What README names is there. Its two commands are the gate's own. */
class ReadmeIT {
    private static final Pattern HELP = Pattern.compile("`(deploy/[a-z-]+) --help`");

    @Test
    void everyProgramSaysWhatItIsFor(@TempDir Path folder) throws IOException, InterruptedException {
        String readme = Files.readString(Program.ROOT.resolve("README.md"));
        List<String> programs =
                HELP.matcher(readme).results().map(match -> match.group(1)).toList();
        assertTrue(programs.size() >= 4, programs::toString);
        for (String program : programs) {
            Ended ended = new Program(folder).run(Program.ROOT.resolve(program).toString(), "--help");
            assertEquals(0, ended.status(), ended::toString);
            assertTrue(ended.out().startsWith("Usage: "), ended::toString);
        }
    }
}
