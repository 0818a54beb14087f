package dev.kinora.work;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StagePartsTest {
    private final StageParts parts = new StageParts();
    private final List<String> closed = new ArrayList<>();

    @Test
    void theLastOneIsClosedFirstAndEachOnce() {
        parts.keep(() -> closed.add("store"));
        parts.keep(() -> closed.add("loop"));
        parts.close();
        parts.close();
        assertEquals(List.of("loop", "store"), closed);
    }

    @Test
    void oneThatFailsKeepsNoOther() {
        parts.keep(() -> closed.add("store"));
        parts.keep(() -> {
            throw new IllegalStateException("stuck");
        });
        parts.keep(() -> closed.add("loop"));
        parts.close();
        assertEquals(List.of("loop", "store"), closed);
    }
}
