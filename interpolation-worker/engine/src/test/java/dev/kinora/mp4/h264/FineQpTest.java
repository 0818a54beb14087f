package dev.kinora.mp4.h264;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FineQpTest {
    private static String coarser(int eighths) {
        return IntStream.range(0, 16)
                .mapToObj(place -> new FineQp(8 * 20 + eighths).at(place) == 21 ? "x" : ".")
                .reduce("", String::concat);
    }

    @Test
    void soManyOfEightPicturesAreAStepCoarser() {
        assertEquals("................", coarser(0));
        assertEquals(".......x.......x", coarser(1));
        assertEquals("...x...x...x...x", coarser(2));
        assertEquals(".x.x.x.x.x.x.x.x", coarser(4));
        assertEquals(".xxxxxxx.xxxxxxx", coarser(7));
        assertEquals("xxxxxxxxxxxxxxxx", coarser(8));
    }

    @Test
    void theEndsAreThoseOfH264() {
        assertEquals(0, new FineQp(0).at(7));
        assertEquals(51, FineQp.of(51).at(7));
        assertThrows(IllegalArgumentException.class, () -> FineQp.of(52));
    }
}
