package dev.kinora.local.command;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** No clip takes another's place. */
class ClipNamesTest {
    @Test
    void photosThatAreNamedAlikeGetNumbers() {
        assertEquals(
                paths("out/x.mp4", "out/x-2.mp4", "out/X-3.mp4", "out/y.mp4"),
                ClipNames.in("out/", paths("a/x.jpg", "b/x.png", "b/X.jpg", "y.jpg"), 1)
                        .files());
    }

    @Test
    void aNumberThatIsAPhotosOwnIsLeftToIt() {
        assertEquals(
                paths("x.mp4", "x-2.mp4", "x-3.mp4"),
                ClipNames.in(null, paths("x.jpg", "x-2.jpg", "x.png"), 1).files());
    }

    /** Two takes of x are x-1.mp4 and x-2.mp4; those of x-1 begin with x-1-1.mp4. */
    @Test
    void takesCountToo() {
        assertEquals(
                paths("x.mp4", "x-2.mp4", "x-1.mp4"),
                ClipNames.in(null, paths("x.jpg", "x.png", "x-1.jpg"), 2).files());
    }

    @Test
    void oneGoesWhereItIsToldTo(@TempDir Path folder) {
        assertEquals(paths("x.mp4"), ClipNames.ofOne(Path.of("a/x.jpg"), null).files());
        assertEquals(
                paths("new/x.mp4"), ClipNames.ofOne(Path.of("a/x.jpg"), "new/").files());
        assertEquals(
                List.of(folder.resolve("x.mp4")),
                ClipNames.ofOne(Path.of("a/x.jpg"), folder.toString()).files());
        assertEquals(
                paths("z.mov"), ClipNames.ofOne(Path.of("a/x.jpg"), "z.mov").files());
    }

    private static List<Path> paths(String... names) {
        return Stream.of(names).map(Path::of).toList();
    }
}
