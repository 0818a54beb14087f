package dev.kinora.local.command;

import dev.kinora.contract.Stages;
import dev.kinora.local.host.StageHost;
import dev.kinora.local.host.Termination;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

/** {@code kinora worker}: stages in a process of their own, against any broker and store. */
@Command(
        name = "worker",
        description = "Runs one or more stages against any broker and store, until it is stopped.",
        mixinStandardHelpOptions = true)
final class WorkerCommand implements Callable<Integer> {
    @Parameters(
            paramLabel = "STAGE",
            arity = "1..*",
            converter = Stage.class,
            description = "ingest, i2v, interpolation or storage.")
    private Set<String> chosen;

    @Mixin
    private SettingsOption settings;

    @Override
    public Integer call() {
        StageHost stages = StageHost.start(settings.read().with(Map.of(Stages.SETTING, String.join(",", chosen))));
        Termination termination = new Termination(stages::close);
        stages.awaitEnd();
        termination.close();
        return CommandLine.ExitCode.OK;
    }

    /** The name of a stage. */
    static final class Stage implements ITypeConverter<String> {
        private static final List<String> NAMES =
                List.of(Stages.INGEST, Stages.I2V, Stages.INTERPOLATION, Stages.STORAGE);

        @Override
        public String convert(String text) {
            if (!NAMES.contains(text)) {
                throw new TypeConversionException("found " + text + ", expected " + String.join(" | ", NAMES));
            }
            return text;
        }
    }
}
