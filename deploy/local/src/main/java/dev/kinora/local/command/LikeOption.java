package dev.kinora.local.command;

import dev.kinora.contract.FailureException;
import dev.kinora.contract.Recipe;
import dev.kinora.local.client.ClipRecipes;
import dev.kinora.local.client.JobRequest;
import dev.kinora.local.client.RepeatedRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Another clip to be repeated, by the recipe in it. */
final class LikeOption {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(
            names = "--like",
            paramLabel = "CLIP",
            description = "Do as was done for this MP4 of Kinora's, seed included; options beside it count instead. "
                    + "Without a photo it is the clip's own, as long as the store has it.")
    private Path clip;

    private Recipe recipe;

    /** The recipe; empty if no clip is named. Refuses a file without one. */
    Optional<Recipe> recipe() {
        if (clip != null && recipe == null) {
            try {
                recipe = ClipRecipes.ofStill(clip);
            } catch (FailureException unusable) {
                throw new ParameterException(command.commandLine(), "--like: " + unusable.getMessage());
            }
        }
        return Optional.ofNullable(recipe);
    }

    /** The request with all that it leaves open as in the recipe, if there is one. */
    JobRequest fill(JobRequest asked) {
        return recipe().map(its -> new RepeatedRequest(asked, its).request()).orElse(asked);
    }

    /** The named clip. */
    Path clip() {
        return clip;
    }

    /** What to call a job and a clip after, where no photo is named: the clip itself is never written over. */
    Path again() {
        return Path.of(JobIdForm.nameOf(clip) + "-again.mp4");
    }

    /** Warns where programs or weights that made a clip are not those of the one it is to be like. */
    void compare(Path made) {
        if (recipe().isPresent() && Files.exists(made)) {
            recipe().get().differencesFrom(ClipRecipes.read(made)).forEach((name, difference) -> command.commandLine()
                    .getErr()
                    .println("kinora: warning: " + clip + " may look otherwise than " + made + ", " + name + ": "
                            + difference));
        }
    }
}
