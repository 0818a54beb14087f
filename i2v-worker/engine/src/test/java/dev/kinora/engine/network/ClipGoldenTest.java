package dev.kinora.engine.network;

import dev.kinora.engine.golden.Golden;
import dev.kinora.engine.golden.SeededWeights;
import dev.kinora.engine.golden.TinyModels;
import dev.kinora.inference.Cancellation;
import dev.kinora.inference.InferenceRuntime;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Golden numbers of the reference library, transformers 5.18 on torch 2.13, float32 on the CPU: {@code
 * CLIPVisionModelWithProjection(config)} with seeded weights, {@code clip(px).image_embeds}.
 */
class ClipGoldenTest {
    @TempDir
    Path model;

    @Test
    void tinyTowerWithQuickGelu() throws IOException {
        TinyModels.clip(model);
        check(32, -1.285411, -1.37285, 0.6259306, 0.7780252, -0.5157456, -0.3166747, 0.4012113, -0.6612634);
    }

    @Test
    void towerOfThePublishedSizeWithGelu() throws IOException {
        TinyModels.clip224(model);
        check(224, -1.783442, -0.2539614, 0.6375189, 1.044614, -0.4426293, -0.8241427, 1.412909, -0.4467856);
    }

    private void check(int size, double... values) {
        try (InferenceRuntime runtime = new InferenceRuntime(2);
                ClipTower tower = ClipTower.open(model, runtime)) {
            Golden.values(values)
                    .check(tower.embed(SeededWeights.input("in:clip.px", 1, 3, size, size), new Cancellation()));
        }
    }
}
