package dev.kinora.i2v;

import dev.kinora.contract.Guidance;
import dev.kinora.contract.Job;
import dev.kinora.contract.JobParameters;
import dev.kinora.contract.JobTerms;
import dev.kinora.contract.ObjectRef;
import dev.kinora.contract.Sampling;
import dev.kinora.engine.LoraFiles;
import dev.kinora.engine.ModelFolder;
import dev.kinora.engine.ProgressListener;
import dev.kinora.engine.image.RgbImage;
import dev.kinora.engine.resume.RunIdentity;
import dev.kinora.engine.resume.RunState;
import dev.kinora.engine.resume.RunStateFile;
import dev.kinora.engine.resume.RunStates;
import dev.kinora.inference.Cancellation;
import dev.kinora.inference.InferenceRuntime;
import dev.kinora.local.servers.LocalServers;
import dev.kinora.objects.ObjectStore;
import dev.kinora.objects.StoreSettings;
import dev.kinora.testbed.LosableLease;
import dev.kinora.testbed.SmallJobs;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Times the checkpoints of the bundled model's default clip, sent to a store on this machine: size, processor time and duration of
 * one, how many a clip gets and the share of its processor time that they take. After a build with tests: {@code java
 * -Dkinora.root=. -cp <test class path of this module> dev.kinora.i2v.CheckpointBenchmark [clips]}.
 */
final class CheckpointBenchmark {
    private static final int WRITES = 40;

    private CheckpointBenchmark() {}

    public static void main(String[] arguments) throws IOException {
        Path data = Files.createTempDirectory("benchmark-");
        try (LocalServers servers = LocalServers.start(data);
                ObjectStore store = new ObjectStore(StoreSettings.from(
                        name -> Optional.ofNullable(servers.settings().get(name))));
                ModelSlot slot = new ModelSlot(
                        Map.of("nano", ModelFolder.open(TestModels.NANO)), new InferenceRuntime(2), LoraFiles.NONE)) {
            CheckpointPacing pacing = new CheckpointPacing(0.02);
            int clips = arguments.length == 0 ? 6 : Integer.parseInt(arguments[0]);
            RunState last = null;
            for (int clip = 0; clip < clips; clip++) {
                last = clip(store, slot, pacing, clip);
            }
            write(store, last);
        }
    }

    private static RunState clip(ObjectStore store, ModelSlot slot, CheckpointPacing pacing, int number) {
        Job job = job("clip-" + number);
        Cancellation cancellation = new Cancellation();
        long begin = System.nanoTime();
        long processorBegin = processorNanos();
        long[] denoised = {begin};
        ProgressListener progress = (activity, done, total) ->
                denoised[0] = activity.equals(ProgressListener.DECODE) ? denoised[0] : System.nanoTime();
        try (Checkpoints checkpoints = new Checkpoints(store, job, pacing, new LosableLease(), cancellation)) {
            Counting counting = new Counting(checkpoints, pacing);
            slot.load("nano")
                    .pipeline()
                    .generate(
                            new RgbImage(320, 192, SmallJobs.gradient(320, 192, 0)),
                            job.parameters(),
                            counting,
                            (first, frames) -> {},
                            progress,
                            cancellation);
            System.out.printf(
                    "clip %d: %.0f ms, of which %.0f until denoised; processors %.0f ms; %d checkpoints%n",
                    number,
                    millis(System.nanoTime() - begin),
                    millis(denoised[0] - begin),
                    millis(processorNanos() - processorBegin),
                    counting.due);
            return counting.state;
        } finally {
            Checkpoints.remove(store, job.id());
        }
    }

    private static void write(ObjectStore store, RunState state) throws IOException {
        List<Double> processor = new ArrayList<>();
        List<Double> duration = new ArrayList<>();
        Path file = Files.createTempFile("state", "");
        for (int i = 0; i < WRITES; i++) {
            long begin = System.nanoTime();
            long processorBegin = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
            RunStateFile.write(state, file);
            store.put("benchmark", file, "application/octet-stream");
            processor.add(millis(ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - processorBegin));
            duration.add(millis(System.nanoTime() - begin));
        }
        System.out.printf(
                "a checkpoint: %d bytes; processor %.1f ms, least %.1f; duration %.1f ms, least %.1f%n",
                Files.size(file),
                median(processor),
                Collections.min(processor),
                median(duration),
                Collections.min(duration));
    }

    /** Foretells what the checkpoints behind it decide: the pacing is asked the same just before. */
    private static final class Counting implements RunStates {
        private final RunStates target;
        private final CheckpointPacing pacing;
        private long lastNanos = System.nanoTime();
        private int due;
        private RunState state;

        Counting(RunStates target, CheckpointPacing pacing) {
            this.target = target;
            this.pacing = pacing;
        }

        @Override
        public Optional<RunState> latest(RunIdentity run) {
            return target.latest(run);
        }

        @Override
        public void reached(RunState reached) {
            state = reached;
            if (pacing.isDue(reached.bytes(), System.nanoTime() - lastNanos)) {
                lastNanos = System.nanoTime();
                due++;
            }
            target.reached(reached);
        }
    }

    /** As the model's defaults have it, in twelve steps. */
    private static Job job(String id) {
        JobParameters parameters =
                SmallJobs.parameters(320, 192, 14, Sampling.euler(12), Guidance.linear(1, 1), List.of());
        return new Job(id, "nano", new ObjectRef("still", 1, ""), parameters, JobTerms.DEFAULT, Map.of(), "");
    }

    /** Of this process. */
    private static long processorNanos() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
    }

    private static double millis(long nanos) {
        return nanos * 1e-6;
    }

    private static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        return sorted.get(sorted.size() / 2);
    }
}
