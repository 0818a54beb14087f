package dev.kinora.local.servers;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.file.Path;

/** Another process on a data folder: hosts or joins it, answers each line with what it sees, leaves at the end of input. */
final class ServersProcess implements AutoCloseable {
    private final Process process;
    private final BufferedReader answers;
    private final PrintStream questions;

    private ServersProcess(Process process) {
        this.process = process;
        this.answers = process.inputReader();
        this.questions = new PrintStream(process.getOutputStream(), true);
    }

    public static void main(String[] args) throws IOException {
        try (LocalServers servers = LocalServers.startOrJoin(Path.of(args[0]))) {
            System.out.println(state(servers));
            BufferedReader in = new BufferedReader(new InputStreamReader(System.in));
            while (in.readLine() != null) {
                System.out.println(state(servers));
            }
        }
    }

    private static String state(LocalServers servers) {
        return "host=" + servers.isHost() + " guests=" + servers.hasGuests();
    }

    /** Starts the process and waits until its servers answer. */
    static ServersProcess on(Path data) throws IOException {
        ServersProcess started = new ServersProcess(new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Xmx256m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        ServersProcess.class.getName(),
                        data.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
        started.initially = started.answers.readLine();
        return started;
    }

    private String initially;

    String initially() {
        return initially;
    }

    String now() throws IOException {
        questions.println();
        return answers.readLine();
    }

    /** As {@code kill -9}. */
    void kill() {
        process.destroyForcibly().onExit().join();
    }

    @Override
    public void close() {
        questions.close();
        process.onExit().join();
    }
}
