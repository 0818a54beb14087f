package dev.kinora.engine.lora;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.kinora.engine.network.LoraFeed;
import dev.kinora.inference.Tensor;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LoraSumTest {
    private static final LoraFeed OF_RANK_ONE =
            new LoraFeed(Tensor.of(new float[] {1, 2, 3}, 1, 3), Tensor.of(new float[] {10, 20}, 2, 1));
    private static final LoraFeed OF_RANK_TWO = new LoraFeed(
            Tensor.of(new float[] {4, 5, 6, 7, 8, 9}, 2, 3), Tensor.of(new float[] {30, 40, 50, 60}, 2, 2));

    @Test
    void joinsDownByRowsAndUpByColumns() {
        LoraFeed sum = LoraSum.of(List.of(Map.of("q", OF_RANK_ONE), Map.of("q", OF_RANK_TWO)))
                .get("q");
        assertArrayEquals(new long[] {3, 3}, sum.down().shape());
        assertArrayEquals(new float[] {1, 2, 3, 4, 5, 6, 7, 8, 9}, sum.down().toArray());
        assertArrayEquals(new long[] {2, 3}, sum.up().shape());
        assertArrayEquals(new float[] {10, 30, 40, 20, 50, 60}, sum.up().toArray());
    }

    @Test
    void keepsWhatOnlyOneOfThemChanges() {
        Map<String, LoraFeed> sum = LoraSum.of(List.of(Map.of("q", OF_RANK_ONE), Map.of("k", OF_RANK_TWO)));
        assertEquals(Set.of("q", "k"), sum.keySet());
        assertArrayEquals(new float[] {10, 20}, sum.get("q").up().toArray());
        assertEquals(Map.of(), LoraSum.of(List.of()));
    }
}
