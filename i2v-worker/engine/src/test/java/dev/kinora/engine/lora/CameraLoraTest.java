package dev.kinora.engine.lora;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.kinora.contract.FailureException;
import dev.kinora.contract.FailureKind;
import dev.kinora.engine.network.LoraFeed;
import dev.kinora.inference.graph.LinearShape;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CameraLoraTest {
    private static final Map<String, LinearShape> LINEARS =
            Map.of("mid.attn1.to_q", new LinearShape(3, 2), "mid.attn1.to_out.0", new LinearShape(2, 2));
    private static final String DOWN = "unet.mid.attn1.to_q.lora_A.weight";
    private static final String UP = "unet.mid.attn1.to_q.lora_B.weight";
    private static final float[] DOWN_VALUES = {1, 2, 3, 4, 5, 6};
    private static final float[] UP_VALUES = {1, 2, 3, 4};

    @TempDir
    Path folder;

    /** weight 0.5 · alpha 6 ÷ rank 2 = 1.5 on up; down stays. */
    @Test
    void foldsWeightAndAlphaIntoUp() throws IOException {
        LoraFeed feed = feed(pair().metadata("{\"unet.r\": 2, \"unet.lora_alpha\": 6}"), 0.5);
        assertArrayEquals(DOWN_VALUES, feed.down().toArray());
        assertArrayEquals(new float[] {1.5f, 3, 4.5f, 6}, feed.up().toArray());
        assertArrayEquals(new long[] {2, 3}, feed.down().shape());
        assertArrayEquals(new long[] {2, 2}, feed.up().shape());
    }

    @Test
    void withoutAlphaTheScaleIsTheWeight() throws IOException {
        assertArrayEquals(new float[] {-1, -2, -3, -4}, feed(pair(), -1).up().toArray());
    }

    @Test
    void rankStabilisedAlphaIsDividedByTheRoot() throws IOException {
        LoraFeed feed = feed(pair().metadata("{\"unet.lora_alpha\": 2, \"unet.use_rslora\": true}"), 1);
        assertArrayEquals(
                new float[] {1.4142135f, 2.828427f, 4.2426405f, 5.656854f},
                feed.up().toArray(),
                1e-6f);
    }

    @Test
    void listsTheModulesItChanges() throws IOException {
        Path file = pair().tensor("unet.mid.attn1.to_out.0.lora_A.weight", 1, 2, 0, 0)
                .tensor("unet.mid.attn1.to_out.0.lora_B.weight", 2, 1, 0, 0)
                .write(folder.resolve("both.safetensors"));
        CameraLora lora = CameraLora.open(file, LINEARS);
        assertEquals(Set.of("mid.attn1.to_q", "mid.attn1.to_out.0"), lora.modules());
        assertArrayEquals(
                new float[] {0, 0}, lora.feeds(1).get("mid.attn1.to_out.0").up().toArray());
    }

    @Test
    void refusesAnUnknownKey() throws IOException {
        refuse(pair().tensor("unet.mid.attn1.to_q.alpha", 1, 1, 0), "unet.mid.attn1.to_q.alpha", "an unknown key");
    }

    @Test
    void refusesAModuleTheNetworkLacks() throws IOException {
        LoraFile file = new LoraFile().tensor("unet.mid.attn1.to_v.lora_A.weight", 2, 3, DOWN_VALUES);
        refuse(file, "unet.mid.attn1.to_v.lora_A.weight", "an unknown module");
    }

    @Test
    void refusesHalfAPair() throws IOException {
        refuse(new LoraFile().tensor(DOWN, 2, 3, DOWN_VALUES), UP, "no such tensor");
        refuse(new LoraFile().tensor(UP, 2, 2, UP_VALUES), DOWN, "no such tensor");
    }

    @Test
    void refusesShapesThatDoNotFit() throws IOException {
        refuse(new LoraFile().tensor(DOWN, 3, 2, DOWN_VALUES).tensor(UP, 2, 2, UP_VALUES), DOWN, "shape [3, 2]");
        refuse(new LoraFile().tensor(DOWN, 2, 3, DOWN_VALUES).tensor(UP, 4, 1, UP_VALUES), UP, "shape [4, 1]");
    }

    @Test
    void refusesNumbersThatAreNone() throws IOException {
        LoraFile file =
                new LoraFile().tensor(DOWN, 2, 3, 1, 2, 3, Float.NaN, 5, 6).tensor(UP, 2, 2, UP_VALUES);
        refuse(file, DOWN, "NaN");
    }

    @Test
    void refusesMetadataItWouldMisread() throws IOException {
        refuse(pair().metadata("{\"unet.alpha_pattern\": {\"x\": 2}}"), "lora_adapter_metadata", "an alpha_pattern");
        refuse(pair().metadata("{\"unet.lora_alpha\": \"8\"}"), "lora_adapter_metadata", "unet.lora_alpha \"8\"");
    }

    private static LoraFile pair() {
        return new LoraFile().tensor(DOWN, 2, 3, DOWN_VALUES).tensor(UP, 2, 2, UP_VALUES);
    }

    private LoraFeed feed(LoraFile file, double weight) throws IOException {
        return CameraLora.open(file.write(folder.resolve("pan.safetensors")), LINEARS)
                .feeds(weight)
                .get("mid.attn1.to_q");
    }

    private void refuse(LoraFile file, String key, String found) throws IOException {
        file.write(folder.resolve("pan.safetensors"));
        FailureException refused = assertThrows(FailureException.class, () -> feed(file, 1));
        assertEquals(FailureKind.BAD_INPUT, refused.failure().kind());
        assertEquals(
                folder.getFileName() + "/pan.safetensors: " + key,
                refused.failure().field());
        assertEquals(found, refused.failure().found());
    }
}
