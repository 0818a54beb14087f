package dev.kinora.local.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.kinora.contract.FailureException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PhotosTest {
    @TempDir
    private Path folder;

    @Test
    void aFolderIsReadOneLevelDeepInTheOrderOfItsNames() throws IOException {
        make("p10.jpg", "p9.JPG", "notes.txt", "deeper/p1.jpg", "p1.webp", "deeper.png/x");
        Photos photos = Photos.of(List.of(folder));
        assertEquals(files("p1.webp", "p9.JPG", "p10.jpg"), photos.files());
        assertEquals(
                List.of(folder + ": passed over, being no photos: deeper, deeper.png, notes.txt"), photos.passedOver());
    }

    @Test
    void filesKeepTheOrderTheyAreNamedIn() throws IOException {
        make("b.jpg", "a.bin");
        assertEquals(files("b.jpg", "a.bin"), Photos.of(files("b.jpg", "a.bin")).files());
    }

    @Test
    void aPhotoThatIsNamedTwiceIsMeantOnce() throws IOException {
        make("b.jpg", "a.jpg");
        Path again = folder.resolve("../" + folder.getFileName() + "/b.jpg");
        List<Path> named = List.of(folder.resolve("b.jpg"), folder, again);
        assertEquals(files("b.jpg", "a.jpg"), Photos.of(named).files());
    }

    @Test
    void aFolderWithoutAPhotoIsRefused() throws IOException {
        make("notes.txt");
        assertThrows(FailureException.class, () -> Photos.of(List.of(folder)));
    }

    private void make(String... names) throws IOException {
        for (String name : names) {
            Path file = folder.resolve(name);
            Files.createDirectories(file.getParent());
            Files.createFile(file);
        }
    }

    private List<Path> files(String... names) {
        return Stream.of(names).map(folder::resolve).toList();
    }
}
