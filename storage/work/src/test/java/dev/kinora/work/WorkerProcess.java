package dev.kinora.work;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;

/** A worker in another process that takes items, says so, and never finishes one; to be killed, frozen and stopped. */
final class WorkerProcess implements AutoCloseable {
    final BlockingQueue<String> said = new LinkedBlockingQueue<>();
    private final Process process;

    private WorkerProcess(Process process) {
        this.process = process;
        Thread listener = new Thread(() -> listen(process.inputReader()));
        listener.setDaemon(true);
        listener.start();
    }

    public static void main(String[] args) throws Exception {
        BrokerSettings broker = new BrokerSettings(Map.of("bootstrap.servers", args[0]));
        WorkLoop loop = new WorkLoop(
                broker,
                args[1],
                List.of(args[2]),
                WorkerProcess::work,
                (ToldOutcome) (item, failure) -> {},
                TestStage.QUICK);
        Runtime.getRuntime().addShutdownHook(new Thread(loop::close));
        loop.start();
        Thread.sleep(Long.MAX_VALUE);
    }

    private static void work(WorkItem item) throws InterruptedException {
        CountDownLatch lost = new CountDownLatch(1);
        System.out.println("took " + item.task().id() + " " + item.attempt());
        item.lease().onLost(() -> {
            System.out.println("lost " + item.task().id());
            lost.countDown();
        });
        lost.await();
    }

    static WorkerProcess on(TestStage stage) throws IOException {
        return new WorkerProcess(new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-Xmx128m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        WorkerProcess.class.getName(),
                        stage.broker.bootstrapServers(),
                        stage.name,
                        stage.topic)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start());
    }

    /** As {@code kill -9}. */
    void kill() {
        process.destroyForcibly().onExit().join();
    }

    /** As {@code kill -TERM}; returns once the process has left. Process.destroy would also close its output. */
    void terminate() throws Exception {
        signal("TERM");
        process.onExit().join();
    }

    void freeze() throws Exception {
        signal("STOP");
    }

    void thaw() throws Exception {
        signal("CONT");
    }

    @Override
    public void close() {
        kill();
    }

    private void signal(String name) throws Exception {
        int answer = new ProcessBuilder("sh", "-c", "kill -" + name + " " + process.pid())
                .start()
                .waitFor();
        if (answer != 0) {
            throw new IllegalStateException("cannot send " + name);
        }
    }

    private void listen(BufferedReader lines) {
        lines.lines().forEach(said::add);
    }
}
