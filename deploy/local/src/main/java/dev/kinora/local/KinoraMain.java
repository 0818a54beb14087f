package dev.kinora.local;

import dev.kinora.local.command.KinoraCommand;
import dev.kinora.local.host.StartupLog;
import dev.kinora.local.host.Termination;
import io.quarkus.runtime.annotations.QuarkusMain;

/** Entry point. The arguments are read before Quarkus boots, so that help and refusals cost nothing. */
@QuarkusMain
public final class KinoraMain {
    private KinoraMain() {}

    /** Runs one command and ends the process with its status: 0 done, 1 refused or failed, 2 not understood. */
    public static void main(String... arguments) {
        StartupLog.keepErrorsOnly();
        Termination.listen();
        Termination.exit(KinoraCommand.execute(arguments));
    }
}
