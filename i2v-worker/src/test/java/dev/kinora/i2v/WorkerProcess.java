package dev.kinora.i2v;

import dev.kinora.contract.Stages;
import dev.kinora.contract.Topics;
import dev.kinora.engine.LoraFiles;
import dev.kinora.engine.ModelFolder;
import dev.kinora.inference.InferenceRuntime;
import dev.kinora.objects.ObjectStore;
import dev.kinora.objects.StoreSettings;
import dev.kinora.testbed.Neighbours;
import dev.kinora.work.Announcer;
import dev.kinora.work.BrokerSettings;
import dev.kinora.work.WorkLoop;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** This stage without its framework in another process, with the bundled model under another name; to be killed. */
final class WorkerProcess implements AutoCloseable {
    /** Nobody else takes jobs of it. */
    static final String MODEL = "lone";

    private final Process process;

    private WorkerProcess(Process process) {
        this.process = process;
    }

    public static void main(String[] args) throws Exception {
        BrokerSettings broker = new BrokerSettings(Map.of("bootstrap.servers", args[0]));
        ObjectStore store = new ObjectStore(new StoreSettings(args[1], args[2], args[3], args[4], args[5]));
        Producer<String, byte[]> producer =
                new KafkaProducer<>(broker.client(), new StringSerializer(), new ByteArraySerializer());
        Announcer announcer = new Announcer(broker, Stages.I2V, message -> {
            CompletableFuture<Void> answer = new CompletableFuture<>();
            producer.send(message, (metadata, failed) -> {
                if (failed == null) {
                    answer.complete(null);
                } else {
                    answer.completeExceptionally(failed);
                }
            });
            return answer;
        });
        ModelSlot models = new ModelSlot(
                Map.of(MODEL, ModelFolder.open(TestModels.NANO)), new InferenceRuntime(2), LoraFiles.NONE);
        FrameGeneration generation = new FrameGeneration(store, announcer, models, new CheckpointPacing(0.02));
        WorkLoop loop = new WorkLoop(broker, Stages.I2V, List.of(Topics.jobs(MODEL)), generation, announcer);
        Runtime.getRuntime().addShutdownHook(new Thread(loop::close));
        loop.start();
        Thread.sleep(Long.MAX_VALUE);
    }

    static WorkerProcess beside(Neighbours neighbours) throws IOException {
        StoreSettings store = neighbours.store().settings();
        return new WorkerProcess(new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Dorg.jboss.logging.provider=jdk",
                        "-Dkinora.root=" + System.getProperty("kinora.root"),
                        "-cp",
                        System.getProperty("java.class.path"),
                        WorkerProcess.class.getName(),
                        neighbours.broker().bootstrapServers(),
                        store.endpoint(),
                        store.region(),
                        store.bucket(),
                        store.accessKey(),
                        store.secretKey())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        Path.of("target", "worker-process.log").toFile()))
                .start());
    }

    /** As {@code kill -9}. */
    void kill() {
        process.destroyForcibly().onExit().join();
    }

    /**
     * As {@code kill -TERM}.
     *
     * @throws TimeoutException if it takes more than the 10 s that a worker may take to leave
     */
    void terminate() throws Exception {
        process.destroy();
        process.onExit().get(10, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        kill();
    }
}
