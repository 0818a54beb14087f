package dev.kinora.local.command;

import dev.kinora.local.host.Settings;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The file that says where broker and store are. */
final class SettingsOption {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(
            names = "--settings",
            required = true,
            paramLabel = "FILE",
            description = "Properties file with kafka.* and kinora.store.*; `kinora up --settings-to FILE` writes one.")
    private Path file;

    Settings read() {
        if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
            throw new ParameterException(
                    command.commandLine(), "--settings: found " + file + ", expected a readable file");
        }
        return Settings.read(file);
    }
}
