package dev.kinora.local.command;

import dev.kinora.contract.Failure;
import dev.kinora.contract.FailureException;
import dev.kinora.contract.JobEvent.JobRejected;
import dev.kinora.local.client.ClipFiles;
import dev.kinora.local.client.JobRequest;
import dev.kinora.local.client.JobRequest.Camera;
import dev.kinora.local.client.JobRequest.Image;
import dev.kinora.local.client.KinoraClient;
import dev.kinora.local.client.Uploads;
import dev.kinora.local.display.Display;
import dev.kinora.local.host.LocalKinora;
import dev.kinora.local.host.Termination;
import dev.kinora.objects.ObjectStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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

    @Option(
            names = "--takes",
            paramLabel = "N",
            defaultValue = "1",
            converter = TakesForm.class,
            description = "Make N clips, 1 to 100, with consecutive seeds: CLIP, ID and DIR get -1 to -N.")
    private int takes;

    @Mixin
    private DataOption data;

    @Option(
            names = "--frames-to",
            paramLabel = "DIR",
            description = "Also write the frames before the encoder, as PNG.")
    private Path framesTo;

    @Option(
            names = "--json",
            description =
                    "Print the final event, of each take, as one JSON object on a line of stdout and nothing else.")
    private boolean json;

    @Option(names = "--quiet", description = "Show no progress.")
    private boolean quiet;

    @Override
    public Integer call() throws IOException {
        requireFiles();
        List<Take> all = takes();
        AnimateReport report = new AnimateReport(spec.commandLine(), json);
        long bytes = Files.size(photo);
        if (bytes > Image.LARGEST_BYTES) {
            Failure tooLarge = Failure.badInput("image", bytes + " bytes", "at most 16 MiB (16777216 bytes)");
            return all.stream()
                    .mapToInt(take -> report.print(take, new JobRejected(take.id(), tooLarge)))
                    .max()
                    .orElseThrow();
        }
        return animate(all, report);
    }

    private int animate(List<Take> all, AnimateReport report) throws IOException {
        Display display = Display.on(System.err, quiet, Integer.getInteger("kinora.columns", 0));
        display.show("starting broker, store and stages");
        try (LocalKinora kinora = LocalKinora.startOrJoin(data.folder());
                ObjectStore store = new ObjectStore(kinora.settings().store())) {
            Termination notice = new Termination(() -> display.keep(resumeHint(all)));
            Shoot shoot = new Shoot(kinora, new ClipFiles(store), report, display, all);
            try (KinoraClient client = new KinoraClient(kinora.settings().broker())) {
                requests(all, new Uploads(store)).forEach(client::submit);
                display.show(jobs(all) + " submitted");
                client.follow(all.stream().map(Take::id).toList(), shoot);
            }
            notice.close();
            kinora.awaitGuests(() -> display.keep("another kinora uses these servers; they stop when it is done"));
            return shoot.status();
        } finally {
            display.clear();
        }
    }

    /** One photo rides in its request; of several takes it is put into the store, so that it is sent once. */
    private List<JobRequest> requests(List<Take> all, Uploads uploads) throws IOException {
        List<Camera> moves = job.send(uploads);
        Image image =
                all.size() == 1 ? new Image(Files.readAllBytes(photo), null) : new Image(null, uploads.put(photo));
        return all.stream().map(take -> job.request(take, image, moves)).toList();
    }

    private List<Take> takes() {
        String first = id == null ? JobIdForm.fresh(photo) : id;
        try {
            return Take.all(takes, new Take("", first, job.seed(), clip(), framesTo));
        } catch (FailureException tooLong) {
            throw new ParameterException(spec.commandLine(), "--id: " + tooLong.getMessage());
        }
    }

    private void requireFiles() {
        require(
                Files.isRegularFile(photo) && Files.isReadable(photo),
                "PHOTO: found " + photo + ", expected a readable file");
        Path folder = clip().toAbsolutePath().getParent();
        require(Files.isDirectory(folder), "-o: found folder " + folder + ", expected one that exists");
        try {
            job.requireFiles();
        } catch (FailureException unusable) {
            throw new ParameterException(spec.commandLine(), unusable.getMessage());
        }
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

    private static String jobs(List<Take> all) {
        String ids = all.size() == 1
                ? all.get(0).id()
                : all.get(0).id() + " to " + all.get(all.size() - 1).id();
        return (all.size() == 1 ? "job " : "jobs ") + ids;
    }

    private String resumeHint(List<Take> all) {
        String base = all.size() == 1 ? all.get(0).id() : all.get(0).id().replaceFirst("-1$", "");
        return "stopped; %s %s kept. To go on: the same command with --id %s --data '%s'"
                .formatted(jobs(all), all.size() == 1 ? "is" : "are", base, data.folder());
    }
}
