package dev.kinora.local.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.kinora.contract.FailureException;
import dev.kinora.contract.Seeds;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class TakeTest {
    private static final Take ALONE = new Take("", "job", 7L, Path.of("out/my.clip.mp4"), Path.of("frames"));

    @Test
    void oneTakeIsNotNumbered() {
        assertEquals(List.of(ALONE), Take.all(1, ALONE));
    }

    @Test
    void severalAreNumberedAndTheirSeedsFollow() {
        assertEquals(
                List.of(
                        new Take("take 1 of 2: ", "job-1", 7L, Path.of("out/my.clip-1.mp4"), Path.of("frames-1")),
                        new Take("take 2 of 2: ", "job-2", 8L, Path.of("out/my.clip-2.mp4"), Path.of("frames-2"))),
                Take.all(2, ALONE));
    }

    @Test
    void withoutASeedTheFirstIsTheIdsAsOfASingleJob() {
        List<Take> takes = Take.all(2, new Take("", "job", null, Path.of("clip"), null));
        assertEquals(Seeds.of("job"), takes.get(0).seed());
        assertEquals(Seeds.of("job") + 1, takes.get(1).seed());
        assertEquals(Path.of("clip-2"), takes.get(1).clip());
    }

    @Test
    void theHighestSeedIsFollowedByZero() {
        assertEquals(
                0,
                Take.all(2, new Take("", "job", Long.MAX_VALUE, Path.of("clip"), null))
                        .get(1)
                        .seed());
    }

    /** So that ingest refuses it in each take, as it does alone. */
    @Test
    void aSeedThatIsNoneStaysSo() {
        assertEquals(
                -1,
                Take.all(2, new Take("", "job", -1L, Path.of("clip"), null))
                        .get(1)
                        .seed());
    }

    @Test
    void anIdMustLeaveRoomForTheNumber() {
        Take longest = new Take("", "x".repeat(63), null, Path.of("clip"), null);
        assertThrows(FailureException.class, () -> Take.all(2, longest));
    }
}
