package dev.kinora.i2v;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kinora.contract.Failure;
import dev.kinora.contract.FailureException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InstalledModelTest {
    @TempDir
    Path directory;

    @Test
    void foldersWithoutAnIndexAreNoModels() throws IOException {
        Files.createDirectories(directory.resolve("notes"));
        Files.createDirectories(directory.resolve("half"));
        Files.writeString(directory.resolve("half/model_index.json"), "{}");
        List<InstalledModel> models = InstalledModel.scan(directory, List.of());
        assertEquals(List.of("half"), models.stream().map(InstalledModel::name).toList());
        assertTrue(models.get(0).folder().isEmpty());
    }

    @Test
    void aNameThatMakesNoTopicIsAProblem() throws IOException {
        Files.createDirectories(directory.resolve("my model"));
        Files.writeString(directory.resolve("my model/model_index.json"), "{}");
        Failure problem =
                InstalledModel.scan(directory, List.of()).get(0).announcement().problem();
        assertEquals("model: found the folder name my model, expected letters, digits, . _ -", problem.message());
    }

    @Test
    void anEmptyDirectoryIsRefused() {
        assertEquals("kinora.models.directory", refusal(directory).field());
    }

    @Test
    void aMissingDirectoryIsRefused() {
        assertEquals(
                "kinora.models.directory", refusal(directory.resolve("nowhere")).field());
    }

    private static Failure refusal(Path directory) {
        return assertThrows(FailureException.class, () -> InstalledModel.scan(directory, List.of()))
                .failure();
    }
}
