package dev.kinora.local.client;

import dev.kinora.contract.FailureException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The photos that a user means by files and folders, in the order they are named; those of a folder, without the folders in
 * it, in the order of their names. One that is meant twice is there once.
 *
 * @param files of the photos
 * @param passedOver what lies in the folders besides, a line for each folder
 */
public record Photos(List<Path> files, List<String> passedOver) {
    private static final Pattern PICTURE = Pattern.compile("(?i).*\\.(png|jpe?g|webp|gif|bmp)");
    private static final int MOST_NAMES = 3;

    public Photos {
        files = List.copyOf(files);
        passedOver = List.copyOf(passedOver);
    }

    /**
     * Looks at what is named. A named file is taken for a photo whatever its name; whether it is one is for the job to say.
     *
     * @throws FailureException BAD_INPUT on {@code PHOTO} if a file cannot be read, or a folder has no photo
     */
    public static Photos of(List<Path> named) {
        List<Path> files = new ArrayList<>();
        List<String> passedOver = new ArrayList<>();
        for (Path path : named) {
            if (Files.isDirectory(path)) {
                Map<Boolean, List<Path>> content = content(path);
                files.addAll(content.get(true));
                note(path, content.get(false)).ifPresent(passedOver::add);
            } else {
                files.add(requireReadable(path));
            }
        }
        return new Photos(once(files), passedOver);
    }

    private static Map<Boolean, List<Path>> content(Path folder) {
        try (Stream<Path> all = Files.list(folder)) {
            Map<Boolean, List<Path>> content = all.sorted(Comparator.comparing(Photos::name, FolderFrames::compare))
                    .collect(Collectors.partitioningBy(Photos::isPhoto));
            if (content.get(true).isEmpty()) {
                throw FailureException.badInput(
                        "PHOTO", folder + " without a photo", "a folder with PNG, JPEG, WebP, GIF or BMP files");
            }
            return content;
        } catch (IOException unreadable) {
            throw FailureException.badInput("PHOTO", folder + " (" + unreadable + ")", "a readable folder");
        }
    }

    private static boolean isPhoto(Path path) {
        return PICTURE.matcher(name(path)).matches() && Files.isRegularFile(path);
    }

    private static Optional<String> note(Path folder, List<Path> others) {
        if (others.isEmpty()) {
            return Optional.empty();
        }
        String names = others.stream().limit(MOST_NAMES).map(Photos::name).collect(Collectors.joining(", "));
        int more = others.size() - MOST_NAMES;
        return Optional.of("%s: passed over, being no photos: %s%s"
                .formatted(folder, names, more > 0 ? " and " + more + " more" : ""));
    }

    private static Path requireReadable(Path file) {
        if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
            throw FailureException.badInput("PHOTO", file, "a readable file or a folder");
        }
        return file;
    }

    private static List<Path> once(List<Path> files) {
        Map<Path, Path> first = new LinkedHashMap<>();
        files.forEach(file -> first.putIfAbsent(place(file), file));
        return List.copyOf(first.values());
    }

    private static Path place(Path file) {
        try {
            return file.toRealPath();
        } catch (IOException gone) {
            return file.toAbsolutePath().normalize();
        }
    }

    private static String name(Path path) {
        return path.getFileName().toString();
    }
}
