package dev.kinora.local.command;

import dev.kinora.contract.FailureException;
import dev.kinora.local.client.JobRequest;
import dev.kinora.local.client.JobRequest.Camera;
import dev.kinora.local.client.JobRequest.Image;
import dev.kinora.local.client.Photos;
import dev.kinora.local.client.Uploads;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Which photos become clips, and how: all that their jobs are told. */
final class PhotoOptions {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Parameters(
            paramLabel = "PHOTO|FOLDER",
            arity = "0..*",
            description = "The photos: PNG, JPEG, WebP and others, up to 16 MiB; of a folder all that lie right in it.")
    private List<Path> named = List.of();

    @Mixin
    private LikeOption like = new LikeOption();

    @Mixin
    private JobOptions job;

    @Option(
            names = "--id",
            paramLabel = "ID",
            converter = JobIdForm.class,
            description =
                    "Name of the job, of one photo; the same name again resumes the job or shows its result again.")
    private String id;

    @Option(
            names = "--takes",
            paramLabel = "N",
            defaultValue = "1",
            converter = TakesForm.class,
            description =
                    "Make N clips of each photo, 1 to 100, with consecutive seeds: CLIP, ID and DIR get -1 to -N.")
    private int takes;

    /** Of all jobs; their files are sent once, with the first. */
    private List<Camera> moves;

    private boolean movesSent;

    private final Map<Path, String> sent = new HashMap<>();

    /** The photos that are named; refuses what is none of one, and files that cannot be sent. */
    Photos photos() {
        try {
            require(
                    !named.isEmpty() || like.recipe().isPresent(),
                    "PHOTO: found none, expected a photo, or --like CLIP");
            Photos photos = named.isEmpty() ? new Photos(List.of(like.again()), List.of()) : Photos.of(named);
            job.requireFiles();
            boolean several = photos.files().size() > 1;
            require(!several || id == null, "--id: found with " + photos.files().size() + " photos, expected one");
            return photos;
        } catch (FailureException unusable) {
            throw new ParameterException(command.commandLine(), unusable.getMessage());
        }
    }

    /** Whether what comes of this is one clip, or takes of one photo: not a folder's. */
    boolean isSingle(Photos photos) {
        return photos.files().size() == 1 && (named.isEmpty() || !Files.isDirectory(named.get(0)));
    }

    int takes() {
        return takes;
    }

    /**
     * The clips to make of these photos.
     *
     * @param clips a file for each photo
     * @param framesTo folder for their frames; null if nowhere
     */
    List<Scene> scenes(List<Path> photos, List<Path> clips, Path framesTo) {
        List<Scene> scenes = new ArrayList<>();
        for (int i = 0; i < photos.size(); i++) {
            Path photo = photos.get(i);
            boolean several = photos.size() > 1;
            Take alone = new Take(
                    several ? photo + ": " : "",
                    id == null ? JobIdForm.fresh(photo) : id,
                    seed(),
                    clips.get(i),
                    several && framesTo != null ? framesTo.resolve(JobIdForm.nameOf(clips.get(i))) : framesTo);
            all(alone).forEach(take -> scenes.add(new Scene(take, uploads -> request(take, photo, uploads))));
        }
        return scenes;
    }

    /** The {@code --id} that takes up all the takes of one photo. */
    String name(List<Scene> takesOfOne) {
        String first = takesOfOne.get(0).take().id();
        return takes == 1 ? first : first.replaceFirst("-1$", "");
    }

    private Long seed() {
        return job.seed() != null
                ? job.seed()
                : like.recipe().map(recipe -> recipe.parameters().seed()).orElse(null);
    }

    private List<Take> all(Take alone) {
        try {
            return Take.all(takes, alone);
        } catch (FailureException tooLong) {
            throw new ParameterException(command.commandLine(), "--id: " + tooLong.getMessage());
        }
    }

    private JobRequest request(Take take, Path photo, Uploads uploads) throws IOException {
        if (!movesSent) {
            moves = job.send(uploads);
            movesSent = true;
        }
        return like.fill(job.request(take, image(photo, uploads), moves));
    }

    /** One photo rides in its request; of several takes it is put into the store, so that it is sent once. */
    private Image image(Path photo, Uploads uploads) throws IOException {
        if (named.isEmpty()) {
            return new Image(null, still(uploads));
        }
        requireFits(photo);
        return takes == 1
                ? new Image(Files.readAllBytes(photo), null)
                : new Image(null, sent.computeIfAbsent(photo, uploads::put));
    }

    private String still(Uploads uploads) {
        String sha256 = like.recipe().orElseThrow().still();
        return uploads.still(sha256)
                .orElseThrow(() -> FailureException.badInput(
                        "PHOTO",
                        "none, and in the store no still with SHA-256 " + sha256,
                        "the photo of " + like.clip()));
    }

    /** As {@link #requireFits}; where no photo is named, the still that is taken for one has been looked at before. */
    void requireSmall(Path photo) throws IOException {
        if (!named.isEmpty()) {
            requireFits(photo);
        }
    }

    /** Warns of what is not as it was for the clip that these are to be like. */
    void compare(List<Scene> made) {
        made.forEach(scene -> like.compare(scene.take().clip()));
    }

    /**
     * Refuses a photo that is too large to be sent.
     *
     * @throws FailureException BAD_INPUT on {@code image}
     */
    static void requireFits(Path photo) throws IOException {
        long bytes = Files.size(photo);
        if (bytes > Image.LARGEST_BYTES) {
            throw FailureException.badInput("image", bytes + " bytes", "at most 16 MiB (16777216 bytes)");
        }
    }

    private void require(boolean holds, String message) {
        if (!holds) {
            throw new ParameterException(command.commandLine(), message);
        }
    }
}
