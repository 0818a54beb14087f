package dev.kinora.engine.lora;

import dev.kinora.engine.network.LoraFeed;
import dev.kinora.inference.Tensor;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Several LoRAs as one: the sum of products is the product of the matrices joined along the rank,
 * {@code [up₁ | up₂] · [down₁ ; down₂] = up₁ · down₁ + up₂ · down₂}.
 */
public final class LoraSum {
    private LoraSum() {}

    /** What is to be fed for all of them together, by module path. */
    public static Map<String, LoraFeed> of(List<Map<String, LoraFeed>> loras) {
        Map<String, List<LoraFeed>> perModule = new TreeMap<>();
        for (Map<String, LoraFeed> lora : loras) {
            lora.forEach((module, feed) ->
                    perModule.computeIfAbsent(module, key -> new ArrayList<>()).add(feed));
        }
        Map<String, LoraFeed> sums = new TreeMap<>();
        perModule.forEach((module, feeds) -> sums.put(module, feeds.size() == 1 ? feeds.get(0) : joined(feeds)));
        return sums;
    }

    private static LoraFeed joined(List<LoraFeed> feeds) {
        long rank = feeds.stream().mapToLong(feed -> feed.down().shape()[0]).sum();
        LoraFeed first = feeds.get(0);
        Tensor down = Tensor.allocate(rank, first.down().shape()[1]);
        FloatBuffer rows = down.data();
        feeds.forEach(feed -> rows.put(feed.down().data()));
        Tensor up = Tensor.allocate(first.up().shape()[0], rank);
        FloatBuffer columns = up.data();
        for (int row = 0; row < up.shape()[0]; row++) {
            for (LoraFeed feed : feeds) {
                columns.put(feed.up().slice(row, row + 1).data());
            }
        }
        return new LoraFeed(down, up);
    }
}
