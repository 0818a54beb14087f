package dev.kinora.local.client;

import dev.kinora.contract.FailureException;
import dev.kinora.engine.image.RgbImage;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.imageio.ImageIO;

/**
 * Pictures of a folder, in the order of their names; a number in a name counts by its value, so 9 comes before 10.
 *
 * @param files of the pictures
 */
record FolderFrames(List<Path> files) implements UserFrames {
    private static final Pattern PICTURE = Pattern.compile("(?i).*\\.(png|jpe?g|bmp)");
    private static final Pattern NUMBER = Pattern.compile("(?<=\\D)(?=\\d)|(?<=\\d)(?=\\D)");

    static FolderFrames of(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> pictures = files.filter(
                            file -> PICTURE.matcher(name(file)).matches())
                    .sorted(Comparator.comparing(FolderFrames::name, FolderFrames::compare))
                    .toList();
            if (pictures.isEmpty()) {
                throw FailureException.badInput(folder.toString(), "no picture", "frames as PNG, JPEG or BMP");
            }
            return new FolderFrames(pictures);
        } catch (IOException unreadable) {
            throw FailureException.badInput(folder.toString(), unreadable.toString(), "a readable folder");
        }
    }

    @Override
    public int count() {
        return files.size();
    }

    @Override
    public OptionalDouble framesPerSecond() {
        return OptionalDouble.empty();
    }

    @Override
    public void read(Taker taker) {
        files.forEach(file -> taker.frame(file.toString(), decode(file)));
    }

    private static RgbImage decode(Path file) {
        try {
            BufferedImage picture = ImageIO.read(file.toFile());
            if (picture != null) {
                return RgbImage.from(picture);
            }
        } catch (IOException | RuntimeException damaged) {
            // refused below, like what is no picture
        }
        throw FailureException.badInput(file.toString(), "a file that does not decode", "a picture");
    }

    private static String name(Path file) {
        return file.getFileName().toString();
    }

    /** Part by part, digits as numbers. */
    static int compare(String one, String other) {
        String[] parts = NUMBER.split(one);
        String[] others = NUMBER.split(other);
        for (int i = 0; i < Math.min(parts.length, others.length); i++) {
            boolean numbers = Character.isDigit(parts[i].charAt(0)) && Character.isDigit(others[i].charAt(0));
            int order = numbers
                    ? new BigInteger(parts[i]).compareTo(new BigInteger(others[i]))
                    : parts[i].compareTo(others[i]);
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(parts.length, others.length);
    }
}
