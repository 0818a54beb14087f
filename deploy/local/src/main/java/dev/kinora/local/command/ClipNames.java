package dev.kinora.local.command;

import dev.kinora.contract.FailureException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Where clips go.
 *
 * @param folder that holds them
 * @param files one for each photo, no two of them the same, also where letters have no case
 */
record ClipNames(Path folder, List<Path> files) {
    private static final String ENDING = ".mp4";

    /**
     * The file for one photo.
     *
     * @param output what the user named: a file or a folder; null for here
     * @throws FailureException BAD_INPUT on {@code -o}
     */
    static ClipNames ofOne(Path photo, String output) {
        if (output == null || isFolder(output)) {
            return in(output, List.of(photo), 1);
        }
        Path clip = Path.of(output);
        Path folder = clip.toAbsolutePath().getParent();
        if (!Files.isDirectory(folder)) {
            throw FailureException.badInput("-o", "folder " + folder, "one that exists");
        }
        return new ClipNames(folder, List.of(clip));
    }

    /**
     * The files for some photos, by their names; of those that are named alike the later ones get a number.
     *
     * @param output the folder that the user named; null for here
     * @param takes of each photo, whose names are numbered, too
     * @throws FailureException BAD_INPUT on {@code -o}
     */
    static ClipNames in(String output, List<Path> photos, int takes) {
        Path folder = Path.of(output == null ? "" : output);
        if (output != null && !isFolder(output) && (Files.exists(folder) || output.endsWith(ENDING))) {
            throw FailureException.badInput("-o", output + " for " + photos.size() + " photos", "a folder");
        }
        Set<String> used = new HashSet<>();
        List<Path> files = new ArrayList<>();
        photos.forEach(photo -> files.add(folder.resolve(free(JobIdForm.nameOf(photo), takes, used) + ENDING)));
        return new ClipNames(folder, List.copyOf(files));
    }

    private static boolean isFolder(String output) {
        return output.endsWith("/") || Files.isDirectory(Path.of(output));
    }

    private static String free(String name, int takes, Set<String> used) {
        String free = Stream.concat(
                        Stream.of(name), IntStream.iterate(2, i -> i + 1).mapToObj(i -> name + "-" + i))
                .filter(candidate -> takes(candidate, takes).noneMatch(used::contains))
                .findFirst()
                .orElseThrow();
        takes(free, takes).forEach(used::add);
        return free;
    }

    private static Stream<String> takes(String name, int takes) {
        String folded = name.toLowerCase(Locale.ROOT);
        return takes == 1
                ? Stream.of(folded)
                : IntStream.rangeClosed(1, takes).mapToObj(number -> folded + "-" + number);
    }
}
