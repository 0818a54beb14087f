package dev.kinora.local.client;

import dev.kinora.contract.FailureException;
import dev.kinora.contract.Recipe;
import dev.kinora.mp4.ClipTags;
import dev.kinora.work.MessageCodec;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** The recipes that clips carry. */
public final class ClipRecipes {
    private static final MessageCodec CODEC = new MessageCodec();

    private ClipRecipes() {}

    /**
     * How a clip was made.
     *
     * @throws FailureException BAD_INPUT on the file if it cannot be read, or has no recipe that this version reads
     */
    public static Recipe read(Path clip) {
        String json = ClipTags.read(clip).get(ClipTags.RECIPE);
        if (json == null) {
            throw FailureException.badInput(clip.toString(), "a clip without a recipe", "one that Kinora made");
        }
        try {
            return CODEC.read(json.getBytes(StandardCharsets.UTF_8), Recipe.class);
        } catch (FailureException foreign) {
            throw FailureException.badInput(
                    clip.toString(),
                    "a recipe that does not read: " + foreign.getMessage(),
                    "one that this version knows");
        }
    }

    /**
     * How a still was animated.
     *
     * @throws FailureException BAD_INPUT as {@link #read}, and where the clip began with frames
     */
    public static Recipe ofStill(Path clip) {
        Recipe recipe = read(clip);
        if (!recipe.beginsWithStill()) {
            throw FailureException.badInput(
                    clip.toString(), "a clip of frames that its job brought", "one that was made of a photo");
        }
        return recipe;
    }
}
