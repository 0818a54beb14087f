package dev.kinora.objects;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.kinora.contract.FailureException;
import dev.kinora.contract.FailureKind;
import dev.kinora.contract.ObjectRef;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is got and downloaded is what the reference means, and a file like any other. */
class ObjectReferenceTest extends RealStore {

    @Test
    void whatAReferenceMeansIsGot() throws Exception {
        ObjectRef meant = store.put("meant.txt", "as meant".getBytes(UTF_8), TEXT);
        Path target = folder.resolve("meant");

        store.download(meant, target);

        assertEquals("as meant", new String(store.get(meant), UTF_8));
        assertEquals("as meant", Files.readString(target));
        assertEquals("as meant", new String(store.get(new ObjectRef("meant.txt", 8, "")), UTF_8));
    }

    @Test
    void anotherObjectThanTheReferenceMeansIsRefusedAndLeavesNoFile() throws Exception {
        ObjectRef meant = store.put("replaced.txt", "as meant".getBytes(UTF_8), TEXT);
        ObjectRef other = store.put("replaced.txt", "another".getBytes(UTF_8), TEXT);
        Path target = folder.resolve("replaced");

        FailureException got = assertThrows(FailureException.class, () -> store.get(meant));
        FailureException downloaded = assertThrows(FailureException.class, () -> store.download(meant, target));

        assertEquals(FailureKind.BUG, got.failure().kind());
        assertEquals("replaced.txt", got.failure().field());
        assertEquals("SHA-256 " + other.sha256(), got.failure().found());
        assertEquals("SHA-256 " + meant.sha256(), got.failure().expected());
        assertEquals(got.failure(), downloaded.failure());
        assertEquals(List.of(), filesIn(folder));
    }

    @Test
    void aDownloadedFileIsReadableAsAnyOtherNewFile() throws Exception {
        store.put("readable.txt", "for all".getBytes(UTF_8), TEXT);
        Path fresh = Files.createFile(folder.resolve("fresh"));
        Path target = folder.resolve("readable");

        store.download("readable.txt", target);

        assertEquals(Files.getPosixFilePermissions(fresh), Files.getPosixFilePermissions(target));
    }
}
