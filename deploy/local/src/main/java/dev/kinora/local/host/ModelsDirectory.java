package dev.kinora.local.host;

import dev.kinora.contract.FailureException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** The folder that holds a folder for each model, by the model's name. */
public record ModelsDirectory(Path folder) {
    // What a topic's name may hold, since each model has a topic of its own.
    private static final Pattern LEGAL_NAME = Pattern.compile("[A-Za-z0-9._-]{1,200}");

    /**
     * Makes a checkpoint that lies elsewhere a model here. By a link: checkpoints have many gigabytes, and what downloads them
     * may renew them in place. Doing so again changes nothing.
     *
     * @return the link
     * @throws FailureException BAD_INPUT if the name is no legal one, or is another model's
     */
    public Path link(String name, Path checkpoint) {
        if (!LEGAL_NAME.matcher(name).matches() || name.startsWith(".")) {
            throw FailureException.badInput(
                    "--name", name, "1 to 200 letters, digits, . _ -, not beginning with a dot");
        }
        Path link = folder.resolve(name);
        try {
            Path target = checkpoint.toRealPath();
            if (!Files.exists(link, LinkOption.NOFOLLOW_LINKS)) {
                Files.createDirectories(folder);
                return Files.createSymbolicLink(link, target);
            }
            if (Files.exists(link) && Files.isSameFile(link, target)) {
                return link;
            }
            throw FailureException.badInput("--name", name, "a name that no model in " + folder + " has");
        } catch (IOException e) {
            throw FailureException.badInput("model", link + " (" + e + ")", "a place for a symbolic link");
        }
    }
}
