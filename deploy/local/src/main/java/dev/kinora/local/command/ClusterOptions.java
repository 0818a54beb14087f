package dev.kinora.local.command;

import dev.kinora.local.host.Settings;
import dev.kinora.local.servers.LocalServers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Which broker and store a command speaks to: those of a settings file, or those of a data folder. */
final class ClusterOptions {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(
            names = "--settings",
            paramLabel = "FILE",
            description = "Properties file with kafka.* and kinora.store.*, instead of a data folder.")
    private Path file;

    @Mixin
    private DataOption data;

    /**
     * The way to a cluster.
     *
     * @param settings of broker and store
     * @param stagesMayRun false if the servers were started just for this command
     * @param leave at the end
     */
    record Access(Settings settings, boolean stagesMayRun, Runnable leave) implements AutoCloseable {
        @Override
        public void close() {
            leave.run();
        }
    }

    /** Opens the way; the servers of a data folder are started if no other process runs them. */
    Access open() {
        if (file == null) {
            LocalServers servers = LocalServers.startOrJoin(data.folder());
            Map<String, String> models = Map.of(
                    Settings.MODELS_DIRECTORY, Settings.defaultModelsDirectory().toString());
            return new Access(new Settings(servers.settings()).with(models), !servers.isHost(), servers::close);
        }
        if (!Files.isReadable(file)) {
            throw new ParameterException(
                    command.commandLine(), "--settings: found " + file + ", expected a readable file");
        }
        return new Access(Settings.read(file), true, () -> {});
    }

    /** The option that says which; null if none was given. */
    String given() {
        if (file != null) {
            return "--settings";
        }
        return data.isGiven() ? "--data" : null;
    }

    /** The data folder, in words. */
    String folder() {
        return data.folder().toString();
    }
}
