package dev.kinora.local.command;

import dev.kinora.contract.FailureException;
import dev.kinora.contract.JobEvent.JobRejected;
import dev.kinora.local.client.Photos;
import dev.kinora.local.display.Display;
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
import picocli.CommandLine.Spec;

/** {@code kinora animate}: photos in, clips out. */
@Command(
        name = "animate",
        description = {
            "Makes clips of photos: a job each, on this machine, or on a server where one is named.",
            "One that fails does not stop the others; the exit status is then 1."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class AnimateCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "CLIP|FOLDER",
            description =
                    "File to write, or folder where there are several, made if it is missing; by default the photo's "
                            + "name with .mp4, here. Older files are replaced.")
    private Path output;

    @Mixin
    private PhotoOptions photos;

    @Mixin
    private ServerOptions server;

    @Mixin
    private SessionOptions session;

    @Option(
            names = "--detach",
            description =
                    "Leave the jobs to the server, or to the `kinora up` of the data folder: print their ids and exit.")
    private boolean detach;

    @Override
    public Integer call() throws IOException {
        Photos all = photos.photos();
        ClipNames clips = clips(all);
        List<Scene> scenes = photos.scenes(all.files(), clips.files(), session.framesTo());
        Display display = session.display();
        all.passedOver().forEach(display::keep);
        if (detach) {
            return new Submission(server.jobs(), session.report(), display).send(scenes);
        }
        session.requireFits(server);
        return animate(all.files(), scenes, clips.folder());
    }

    /** One photo that is too large is refused before anything is started for it. */
    private int animate(List<Path> files, List<Scene> scenes, Path folder) throws IOException {
        boolean one = files.size() == 1;
        try {
            if (one) {
                photos.requireSmall(files.get(0));
            }
        } catch (FailureException tooLarge) {
            AnimateReport report = session.report();
            return scenes.stream()
                    .map(Scene::take)
                    .mapToInt(take -> report.print(take, new JobRejected(take.id(), tooLarge.failure())))
                    .max()
                    .orElseThrow();
        }
        Files.createDirectories(folder.toAbsolutePath());
        int status = session.run(server, scenes, one ? photos.name(scenes) : "");
        photos.compare(scenes);
        return status;
    }

    private ClipNames clips(Photos all) {
        // The words themselves, because a path has lost the slash that says folder.
        String written = output == null
                ? null
                : spec.commandLine()
                        .getParseResult()
                        .matchedOption("-o")
                        .originalStringValues()
                        .get(0);
        try {
            return photos.isSingle(all)
                    ? ClipNames.ofOne(all.files().get(0), written)
                    : ClipNames.in(written, all.files(), photos.takes());
        } catch (FailureException unusable) {
            throw new ParameterException(spec.commandLine(), unusable.getMessage());
        }
    }
}
