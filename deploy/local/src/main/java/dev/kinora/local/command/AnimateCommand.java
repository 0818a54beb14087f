package dev.kinora.local.command;

import dev.kinora.contract.Failure;
import dev.kinora.contract.JobEvent;
import dev.kinora.contract.JobEvent.ClipPublished;
import dev.kinora.contract.JobEvent.JobRejected;
import dev.kinora.contract.JobProgress;
import dev.kinora.local.client.ClipFiles;
import dev.kinora.local.client.JobListener;
import dev.kinora.local.client.JobRequest;
import dev.kinora.local.client.JobRequest.Image;
import dev.kinora.local.client.KinoraClient;
import dev.kinora.local.display.Display;
import dev.kinora.local.display.JobDisplay;
import dev.kinora.local.host.LocalKinora;
import dev.kinora.local.host.Termination;
import dev.kinora.objects.ObjectStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code kinora animate}: one photo in, one clip out, by way of the topics and the store. */
@Command(
        name = "animate",
        description = "Makes a clip of a photo.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class AnimateCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "PHOTO", description = "The photo: PNG, JPEG, WebP and others, up to 16 MiB.")
    private Path photo;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "CLIP",
            description = "File to write; by default the photo's name with .mp4, here. An older one is replaced.")
    private Path output;

    @Mixin
    private JobOptions job;

    @Option(
            names = "--id",
            paramLabel = "ID",
            converter = JobIdForm.class,
            description = "Name of the job; the same name again resumes the job or shows its result again.")
    private String id;

    @Mixin
    private DataOption data;

    @Option(
            names = "--frames-to",
            paramLabel = "DIR",
            description = "Also write the frames before the encoder, as PNG.")
    private Path framesTo;

    @Option(names = "--json", description = "Print the final event as one JSON object on stdout and nothing else.")
    private boolean json;

    @Option(names = "--quiet", description = "Show no progress.")
    private boolean quiet;

    @Override
    public Integer call() throws IOException {
        requireFiles();
        String jobId = id == null ? JobIdForm.fresh(photo) : id;
        AnimateReport report = new AnimateReport(spec.commandLine(), json, clip(), framesTo);
        long bytes = Files.size(photo);
        if (bytes > Image.LARGEST_BYTES) {
            Failure tooLarge = Failure.badInput("image", bytes + " bytes", "at most 16 MiB (16777216 bytes)");
            return report.print(new JobRejected(jobId, tooLarge));
        }
        return animate(job.request(jobId, Files.readAllBytes(photo)), report);
    }

    private int animate(JobRequest request, AnimateReport report) {
        Display display = Display.on(System.err, quiet, Integer.getInteger("kinora.columns", 0));
        display.show("starting broker, store and stages");
        try (LocalKinora kinora = LocalKinora.startOrJoin(data.folder())) {
            Termination notice = new Termination(() -> display.keep(resumeHint(request.id())));
            JobEvent last = follow(kinora, request, display);
            if (last instanceof ClipPublished published) {
                fetch(kinora, published);
            }
            notice.close();
            display.clear();
            int status = report.print(last);
            kinora.awaitGuests(() -> display.keep("another kinora uses these servers; they stop when it is done"));
            return status;
        } finally {
            display.clear();
        }
    }

    private JobEvent follow(LocalKinora kinora, JobRequest request, Display display) {
        try (KinoraClient client = new KinoraClient(kinora.settings().broker())) {
            client.submit(request);
            display.show("job " + request.id() + " submitted");
            JobDisplay words = new JobDisplay(display);
            return client.follow(request.id(), new JobListener() {
                @Override
                public void event(JobEvent event) {
                    words.event(event);
                }

                @Override
                public void progress(JobProgress progress) {
                    words.progress(progress);
                }

                @Override
                public void waiting() {
                    kinora.requireRunning();
                }
            });
        }
    }

    private void fetch(LocalKinora kinora, ClipPublished published) {
        try (ObjectStore store = new ObjectStore(kinora.settings().store())) {
            ClipFiles files = new ClipFiles(store);
            files.clip(published.clip(), clip());
            if (framesTo != null) {
                files.frames(published.id(), framesTo);
            }
        }
    }

    private void requireFiles() {
        require(
                Files.isRegularFile(photo) && Files.isReadable(photo),
                "PHOTO: found " + photo + ", expected a readable file");
        Path folder = clip().toAbsolutePath().getParent();
        require(Files.isDirectory(folder), "-o: found folder " + folder + ", expected one that exists");
        require(!Files.isDirectory(clip()), "-o: found folder " + clip() + ", expected the name of a file");
    }

    private void require(boolean holds, String message) {
        if (!holds) {
            throw new ParameterException(spec.commandLine(), message);
        }
    }

    private Path clip() {
        return output == null ? Path.of(JobIdForm.nameOf(photo) + ".mp4") : output;
    }

    private String resumeHint(String jobId) {
        return "stopped; job %s is kept. To go on: the same command with --id %s --data '%s'"
                .formatted(jobId, jobId, data.folder());
    }
}
