package dev.kinora.local.chaos;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A process that may be killed, frozen, asked to leave. Its output goes to a log. */
final class Child {
    private static final long GOODBYE_SECONDS = 30;

    private final Process process;

    private Child(Process process) {
        this.process = process;
    }

    /** Starts the command in the folder; what it prints is added to the log. */
    static Child start(Path folder, Path log, List<String> command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().put("KINORA_SKIP_BUILD", "1");
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        return new Child(builder.start());
    }

    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** As {@code kill -9}; returns when it is gone. */
    void kill() {
        process.destroyForcibly().onExit().join();
    }

    /** As {@code kill -STOP}. */
    void freeze() throws IOException, InterruptedException {
        signal("STOP");
    }

    /** As {@code kill -CONT}. */
    void thaw() throws IOException, InterruptedException {
        signal("CONT");
    }

    /**
     * As {@code kill -TERM}.
     *
     * @return whether it left by itself
     */
    boolean terminate() throws InterruptedException {
        process.destroy();
        boolean left = process.waitFor(GOODBYE_SECONDS, TimeUnit.SECONDS);
        kill();
        return left;
    }

    private void signal(String name) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, Long.toString(pid()))
                .redirectErrorStream(true)
                .start()
                .waitFor();
    }
}
