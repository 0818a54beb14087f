package dev.kinora.local.chaos;

import dev.kinora.contract.JobEvent;
import dev.kinora.contract.JobEvent.ClipEncoded;
import dev.kinora.contract.JobEvent.ClipPublished;
import dev.kinora.contract.JobEvent.FramesGenerated;
import dev.kinora.contract.JobEvent.JobAccepted;
import dev.kinora.contract.JobEvent.JobStarted;
import dev.kinora.contract.Stages;
import dev.kinora.contract.Topics;
import dev.kinora.work.BrokerSettings;
import dev.kinora.work.MessageCodec;
import dev.kinora.work.MessageSender;
import dev.kinora.work.StageParts;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * How long jobs lie between stages: median and longest time from the event that ends one stage's work to the next stage's
 * {@code JobStarted}, by the events' timestamps, for jobs that come one by one; from a worker's death to its job's
 * next start; and from one job's last frame to the next job's start while 10, and while 2,000, wait. Broker, store and workers are processes of their own on this machine. Run
 * as {@code deploy/chaos handover}.
 */
final class HandoverBenchmark {
    private static final int ONE_BY_ONE = 20;
    private static final int FEW = 10;
    private static final int MANY = 2000;
    private static final int MEASURED = 40;
    private static final int KILLED = 5;
    /** A photo would keep ingest busy for a quarter of a second, 2,000 of them longer than anybody waits. */
    private static final String PICTURE = picture();

    private final ChaosOptions options = new ChaosOptions(
            Path.of(System.getProperty("kinora.root")), 1, 1, Duration.ofSeconds(1), 1, Duration.ofMinutes(10));
    private final Recipe recipe = new Recipe(
            "small", Map.of("width", 16, "height", 16, "frames", 1, "steps", 1, "seed", 7, "decodeChunk", 1));
    private final Recipe lasting = new Recipe(
            "lasting", Map.of("width", 64, "height", 64, "frames", 2, "steps", 300, "seed", 7, "decodeChunk", 1));
    private final Path folder;
    private final MessageCodec codec = new MessageCodec();
    private final List<Told> events = new ArrayList<>();
    private BrokerSettings broker;
    private KafkaConsumer<String, byte[]> consumer;

    private HandoverBenchmark(Path folder) {
        this.folder = folder;
    }

    /** An event and when it was sent. */
    private record Told(long millis, JobEvent event) {}

    public static void main(String[] arguments) throws Exception {
        Path folder = Files.createTempDirectory("kinora-handover-").toRealPath();
        new HandoverBenchmark(folder).run();
        System.exit(0);
    }

    private void run() throws Exception {
        try (StageParts parts = new StageParts()) {
            start(parts);
            worker(parts, Stages.INGEST, Stages.INTERPOLATION, Stages.STORAGE);
            Child i2v = worker(parts, Stages.I2V);
            oneByOne();
            waiting("few", FEW);
            i2v = killed(parts, i2v);
            i2v.terminate();
            submit("many", MANY);
            await(told -> told.event() instanceof JobAccepted accepted
                    && accepted.id().equals("many-" + (MANY - 1)));
            worker(parts, Stages.I2V);
            betweenJobs("many", MEASURED, MANY + " waiting");
        }
    }

    private void oneByOne() throws InterruptedException {
        for (int job = 0; job < ONE_BY_ONE; job++) {
            String id = "single-" + job;
            submit(id);
            await(told -> told.event() instanceof ClipPublished published
                    && published.id().equals(id));
        }
        gaps("accepted to i2v", JobAccepted.class, Stages.I2V);
        gaps("frames to interpolation", FramesGenerated.class, Stages.INTERPOLATION);
        gaps("clip to storage", ClipEncoded.class, Stages.STORAGE);
    }

    /** From a worker's death to the next one's start with its job. */
    private Child killed(StageParts parts, Child first) throws Exception {
        Child worker = first;
        List<Long> gaps = new ArrayList<>();
        for (int round = 0; round < KILLED; round++) {
            Child other = worker(parts, Stages.I2V);
            String ours = "-" + other.pid();
            // The other one is up once it has had a job.
            for (int i = 0; events.stream().noneMatch(told -> isBy(told, ours)); i++) {
                String id = "warm-" + round + "-" + i;
                submit(id);
                await(told -> told.event() instanceof ClipPublished published
                        && published.id().equals(id));
            }
            String id = "killed-" + round;
            submit(id, lasting);
            await(told -> starts(told, Stages.I2V) && told.event().id().equals(id));
            boolean isOthers = events.stream()
                    .anyMatch(told -> isBy(told, ours) && told.event().id().equals(id));
            long killedMillis = System.currentTimeMillis();
            (isOthers ? other : worker).kill();
            worker = isOthers ? worker : other;
            await(told ->
                    told.event() instanceof JobStarted started && started.id().equals(id) && started.attempt() == 2);
            gaps.add(secondStart(id) - killedMillis);
            await(told -> told.event() instanceof ClipPublished published
                    && published.id().equals(id));
        }
        print("killed to taken over", gaps);
        return worker;
    }

    private long secondStart(String id) {
        return events.stream()
                .filter(told -> told.event() instanceof JobStarted started
                        && started.id().equals(id)
                        && started.attempt() == 2)
                .findFirst()
                .orElseThrow()
                .millis();
    }

    private static boolean isBy(Told told, String worker) {
        return starts(told, Stages.I2V) && ((JobStarted) told.event()).worker().endsWith(worker);
    }

    private static String picture() {
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        try {
            ImageIO.write(new BufferedImage(16, 16, BufferedImage.TYPE_INT_RGB), "png", png);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Base64.getEncoder().encodeToString(png.toByteArray());
    }

    private void waiting(String prefix, int count) {
        submit(prefix, count);
        betweenJobs(prefix, count, count + " waiting");
    }

    /** From each event of the type to the stage's start of the same job. */
    private void gaps(String name, Class<? extends JobEvent> type, String stage) {
        List<Long> gaps = new ArrayList<>();
        for (Told end : events) {
            if (type.isInstance(end.event())) {
                events.stream()
                        .filter(told -> starts(told, stage)
                                && told.event().id().equals(end.event().id()))
                        .findFirst()
                        .ifPresent(start -> gaps.add(start.millis() - end.millis()));
            }
        }
        print(name, gaps);
    }

    /** From one job's last frame to the next start, for the first jobs of that prefix. */
    private void betweenJobs(String prefix, int count, String name) {
        for (long generated = 0; generated < count; generated = generated(prefix)) {
            int heard = events.size();
            await(told -> events.size() > heard);
        }
        List<Long> gaps = new ArrayList<>();
        long last = -1;
        for (Told told : events) {
            if (!told.event().id().startsWith(prefix)) {
                continue;
            }
            if (told.event() instanceof FramesGenerated) {
                last = told.millis();
            } else if (starts(told, Stages.I2V) && last >= 0) {
                gaps.add(told.millis() - last);
            }
        }
        print(name, gaps);
    }

    private long generated(String prefix) {
        return events.stream()
                .filter(told -> told.event() instanceof FramesGenerated
                        && told.event().id().startsWith(prefix))
                .count();
    }

    private static boolean starts(Told told, String stage) {
        return told.event() instanceof JobStarted started && started.stage().equals(stage);
    }

    private static void print(String name, List<Long> millis) {
        List<Long> sorted = millis.stream().sorted().toList();
        System.out.printf(
                "%-26s median %4d ms, longest %4d ms, of %d%n",
                name, sorted.get(sorted.size() / 2), sorted.get(sorted.size() - 1), sorted.size());
    }

    private void submit(String prefix, int count) {
        try (MessageSender sender = new MessageSender(broker, "benchmark")) {
            for (int job = 0; job < count; job++) {
                String id = prefix + "-" + job;
                sender.send(Topics.REQUESTS, id, recipe.request(id, PICTURE), Optional.empty());
            }
        }
    }

    private void submit(String id) {
        submit(id, recipe);
    }

    private void submit(String id, Recipe recipe) {
        try (MessageSender sender = new MessageSender(broker, "benchmark")) {
            sender.send(Topics.REQUESTS, id, recipe.request(id, PICTURE), Optional.empty());
        }
    }

    private void await(Predicate<Told> wanted) {
        long end = System.nanoTime() + options.patience().toNanos();
        while (events.stream().noneMatch(wanted)) {
            for (ConsumerRecord<String, byte[]> message : consumer.poll(Duration.ofMillis(100))) {
                events.add(new Told(message.timestamp(), codec.readEvent(message.value())));
            }
            if (System.nanoTime() > end) {
                throw new IllegalStateException("nothing more is told; see the logs in " + folder);
            }
        }
    }

    private void start(StageParts parts) throws Exception {
        broker = BrokerSettings.from(parts.keep(new Servers(folder)).start(options.root(), Map.of()));
        Map<String, Object> client = new HashMap<>(broker.client());
        consumer = parts.keep(new KafkaConsumer<>(client, new StringDeserializer(), new ByteArrayDeserializer()));
        consumer.assign(List.of(new TopicPartition(Topics.EVENTS, 0)));
        consumer.seekToBeginning(consumer.assignment());
    }

    private Child worker(StageParts parts, String... stages) throws IOException {
        List<String> command = Stream.of(
                        Stream.of(options.root().resolve("deploy/kinora").toString(), "worker"),
                        Stream.of(stages),
                        Stream.of(
                                "--settings",
                                folder.resolve(Servers.SETTINGS_FILE).toString()))
                .flatMap(part -> part)
                .toList();
        Child child = Child.start(folder, folder.resolve("worker.log"), command);
        parts.keep(child::kill);
        return child;
    }
}
