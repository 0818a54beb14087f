package dev.kinora.local.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.kinora.contract.FailureException;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderFramesTest {
    @TempDir
    Path folder;

    @Test
    void numbersCountByTheirValue() throws IOException {
        for (String name : List.of("f10.png", "f9.png", "f1.png", "e2.png", "F3.PNG")) {
            picture(name, 8);
        }
        Files.writeString(folder.resolve("notes.txt"), "no picture");
        List<String> read = new ArrayList<>();
        FolderFrames frames = FolderFrames.of(folder);
        frames.read((name, frame) -> read.add(Path.of(name).getFileName().toString()));
        assertEquals(List.of("F3.PNG", "e2.png", "f1.png", "f9.png", "f10.png"), read);
        assertEquals(5, frames.count());
    }

    @Test
    void whatIsNoPictureIsNamed() throws IOException {
        Path file = Files.writeString(folder.resolve("a.png"), "no picture");
        FailureException refusal =
                assertThrows(FailureException.class, () -> UserFrames.of(folder).read((name, frame) -> {}));
        assertEquals(file + ": found a file that does not decode, expected a picture", refusal.getMessage());
    }

    @Test
    void anEmptyFolderIsNamed() {
        FailureException refusal = assertThrows(FailureException.class, () -> UserFrames.of(folder));
        assertEquals(folder + ": found no picture, expected frames as PNG, JPEG or BMP", refusal.getMessage());
    }

    private void picture(String name, int side) throws IOException {
        BufferedImage picture = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
        ImageIO.write(picture, "png", folder.resolve(name).toFile());
    }
}
