package dev.kinora.engine.lora;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.kinora.contract.FailureException;
import dev.kinora.contract.FailureKind;
import dev.kinora.engine.network.LoraFeed;
import dev.kinora.inference.graph.LinearShape;
import dev.kinora.inference.weights.Safetensors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CameraLoraTest {
    private static final Map<String, LinearShape> LINEARS =
            Map.of("mid.attn1.to_q", new LinearShape(3, 2), "mid.attn1.to_out.0", new LinearShape(2, 2));
    private static final ModuleNames NAMES = new ModuleNames(LINEARS);
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

    /** Where a module has an alpha of its own, that counts: 3 ÷ 2 here, and not 6 ÷ 2. */
    @Test
    void aModulesOwnAlphaCounts() throws IOException {
        LoraFile kohya = pair().metadata("{\"unet.lora_alpha\": 6}").scalar("unet.mid.attn1.to_q.alpha", 3);
        assertArrayEquals(new float[] {1.5f, 3, 4.5f, 6}, feed(kohya, 1).up().toArray());
    }

    @Test
    void anAlphaPatternCountsForTheModulesThatEndSo() throws IOException {
        String metadata = "{\"unet.lora_alpha\": 6, \"unet.alpha_pattern\": {\"attn1.to_q\": 4, \"n1.to_q\": 8}}";
        assertArrayEquals(
                new float[] {2, 4, 6, 8},
                feed(pair().metadata(metadata), 1).up().toArray());
    }

    @Test
    void peftsConfigLiesBesideItsFile() throws IOException {
        Files.writeString(folder.resolve("adapter_config.json"), "{\"r\": 2, \"lora_alpha\": 4}");
        Path file = pair().write(folder.resolve("adapter_model.safetensors"));
        float[] up = CameraLora.open(Safetensors.open(file), NAMES)
                .feeds(1)
                .get("mid.attn1.to_q")
                .up()
                .toArray();
        assertArrayEquals(new float[] {2, 4, 6, 8}, up);
        assertArrayEquals(UP_VALUES, feed(pair(), 1).up().toArray(), "a file of another name is no concern of it");
    }

    @Test
    void listsTheModulesItChanges() throws IOException {
        Path file = pair().tensor("unet.mid.attn1.to_out.0.lora_A.weight", 1, 2, 0, 0)
                .tensor("unet.mid.attn1.to_out.0.lora_B.weight", 2, 1, 0, 0)
                .write(folder.resolve("both.safetensors"));
        CameraLora lora = CameraLora.open(Safetensors.open(file), NAMES);
        assertEquals(Set.of("mid.attn1.to_q", "mid.attn1.to_out.0"), lora.modules());
        assertEquals(2, lora.rank());
        assertArrayEquals(
                new float[] {0, 0}, lora.feeds(1).get("mid.attn1.to_out.0").up().toArray());
    }

    @Test
    void oneThatFitsNothingIsRefusedWithItsFirstKeys() throws IOException {
        LoraFile file = new LoraFile();
        for (int i = 0; i < 5; i++) {
            file.tensor("lora_te_text_model_layers_%d_fc1.lora_down.weight".formatted(i), 1, 1, 0);
        }
        refuse(
                file,
                "",
                "none of 5 keys fits: lora_te_text_model_layers_0_fc1.lora_down.weight,"
                        + " lora_te_text_model_layers_1_fc1.lora_down.weight, lora_te_text_model_layers_2_fc1.lora_down.weight,"
                        + " … (made for a text encoder, which Stable Video Diffusion does not have)");
    }

    @Test
    void oneThatFitsPartlyIsRefusedToo() throws IOException {
        String key = "down_blocks.0.motion_modules.0.temporal_transformer.proj_in.lora_A.weight";
        refuse(
                pair().tensor(key, 1, 1, 0),
                "",
                "1 of 3 keys that do not fit: " + key + " (made for AnimateDiff's motion modules)");
        refuse(
                pair().tensor("unet.mid.attn1.to_v.lora_A.weight", 1, 1, 0),
                "",
                "1 of 3 keys that do not fit: unet.mid.attn1.to_v.lora_A.weight");
        refuse(new LoraFile(), "", "none of 0 keys fits: ");
    }

    @Test
    void refusesHalfAPair() throws IOException {
        refuse(new LoraFile().tensor(DOWN, 2, 3, DOWN_VALUES), DOWN, "no up (lora_B) matrix for it");
        refuse(new LoraFile().tensor(UP, 2, 2, UP_VALUES), UP, "no down (lora_A) matrix for it");
        refuse(
                new LoraFile().scalar("unet.mid.attn1.to_q.alpha", 1),
                "unet.mid.attn1.to_q.alpha",
                "no down (lora_A) matrix for it");
    }

    @Test
    void refusesTwoTensorsForOnePlace() throws IOException {
        String again = "lora_unet_mid_attn1_to_q.lora_down.weight";
        refuse(pair().tensor(again, 2, 3, DOWN_VALUES), again, "a second tensor for the same place");
    }

    @Test
    void refusesShapesThatDoNotFit() throws IOException {
        refuse(new LoraFile().tensor(DOWN, 3, 2, DOWN_VALUES).tensor(UP, 2, 2, UP_VALUES), DOWN, "shape [3, 2]");
        refuse(new LoraFile().tensor(DOWN, 2, 3, DOWN_VALUES).tensor(UP, 4, 1, UP_VALUES), UP, "shape [4, 1]");
        String other = "unet.mid.attn1.to_out.0.lora_A.weight";
        refuse(
                new LoraFile()
                        .tensor(DOWN, 3, 2, DOWN_VALUES)
                        .tensor(UP, 2, 2, UP_VALUES)
                        .tensor(other, 1, 3, 1, 2, 3)
                        .tensor("unet.mid.attn1.to_out.0.lora_B.weight", 2, 1, 1, 2),
                other,
                "shape [1, 3] (the first of 2 keys that do not fit)");
    }

    @Test
    void refusesNumbersThatAreNone() throws IOException {
        LoraFile file =
                new LoraFile().tensor(DOWN, 2, 3, 1, 2, 3, Float.NaN, 5, 6).tensor(UP, 2, 2, UP_VALUES);
        refuse(file, DOWN, "NaN");
        String alpha = "unet.mid.attn1.to_q.alpha";
        refuse(pair().scalar(alpha, Float.POSITIVE_INFINITY), alpha, "Infinity");
        refuse(pair().tensor(alpha, 1, 2, 8, 8), alpha, "shape [1, 2]");
    }

    @Test
    void refusesMetadataItWouldMisread() throws IOException {
        refuse(
                pair().metadata("{\"unet.alpha_pattern\": {\"attn[12]\": 2}}"),
                "lora_adapter_metadata",
                "alpha_pattern attn[12]");
        refuse(pair().metadata("{\"unet.lora_alpha\": \"8\"}"), "lora_adapter_metadata", "unet.lora_alpha \"8\"");
    }

    private static LoraFile pair() {
        return new LoraFile().tensor(DOWN, 2, 3, DOWN_VALUES).tensor(UP, 2, 2, UP_VALUES);
    }

    private LoraFeed feed(LoraFile file, double weight) throws IOException {
        Path path = file.write(folder.resolve("pan.safetensors"));
        return CameraLora.open(Safetensors.open(path), NAMES).feeds(weight).get("mid.attn1.to_q");
    }

    /** @param key at fault; empty if the file as a whole is */
    private void refuse(LoraFile file, String key, String found) {
        FailureException refused = assertThrows(FailureException.class, () -> feed(file, 1));
        assertEquals(FailureKind.BAD_INPUT, refused.failure().kind());
        String label = folder.getFileName() + "/pan.safetensors";
        assertEquals(
                key.isEmpty() ? label : label + ": " + key, refused.failure().field());
        assertEquals(found, refused.failure().found());
    }
}
