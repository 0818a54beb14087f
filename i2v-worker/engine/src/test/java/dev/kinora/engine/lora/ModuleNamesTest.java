package dev.kinora.engine.lora;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kinora.engine.golden.TinyModels;
import dev.kinora.engine.lora.ModuleNames.Part;
import dev.kinora.engine.lora.ModuleNames.Place;
import dev.kinora.engine.network.Denoiser;
import dev.kinora.inference.graph.LinearShape;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every trainer's names for the modules of a network that has the published one's. */
class ModuleNamesTest {
    @TempDir
    static Path folder;

    private static Map<String, LinearShape> linears;
    private static ModuleNames names;

    @BeforeAll
    static void readNames() throws IOException {
        TinyModels.mini4Unet(folder);
        linears = Denoiser.loraModules(folder);
        names = new ModuleNames(linears);
    }

    @ParameterizedTest
    @CsvSource({
        "base_model.model.M.lora_A.weight, DOWN",
        "base_model.model.M.lora_B.default.weight, UP",
        "unet.M.lora_A.weight, DOWN",
        "unet.M.lora_B.weight, UP",
        "base_model.model.unet.M.lora_A.camera.weight, DOWN",
        "M.lora_B.weight, UP",
        "unet.M.lora.down.weight, DOWN",
        "unet.M.lora.up.weight, UP",
        "unet.M.lora_linear_layer.up.weight, UP",
        "unet.M.alpha, ALPHA"
    })
    void dottedNames(String form, Part part) {
        for (String module : linears.keySet()) {
            assertEquals(Optional.of(new Place(module, part)), names.place(form.replace("M", module)), form);
        }
    }

    @Test
    void diffusersOldProcessors() {
        String attention = "up_blocks.1.attentions.2.temporal_transformer_blocks.0.attn2";
        assertPlace(attention + ".to_q", Part.DOWN, "unet." + attention + ".processor.to_q_lora.down.weight");
        assertPlace(attention + ".to_out.0", Part.UP, attention + ".processor.to_out_lora.up.weight");
    }

    @ParameterizedTest
    @CsvSource({"lora_unet_M.lora_down.weight, DOWN", "lora_unet_M.lora_up.weight, UP", "lora_unet_M.alpha, ALPHA"})
    void kohyasNames(String form, Part part) {
        for (String module : linears.keySet()) {
            String key = form.replace("M", module.replace('.', '_'));
            assertEquals(Optional.of(new Place(module, part)), names.place(key), key);
        }
    }

    /** Names as they stand in Stability's checkpoints: four levels of two layers, so blocks are numbered by threes. */
    @ParameterizedTest
    @CsvSource({
        "time_embed_0, time_embedding.linear_1",
        "time_embed_2, time_embedding.linear_2",
        "label_emb_0_0, add_embedding.linear_1",
        "label_emb_0_2, add_embedding.linear_2",
        "input_blocks_1_0_emb_layers_1, down_blocks.0.resnets.0.spatial_res_block.time_emb_proj",
        "input_blocks_2_0_time_stack_emb_layers_1, down_blocks.0.resnets.1.temporal_res_block.time_emb_proj",
        "input_blocks_1_1_time_stack_0_attn1_to_q, down_blocks.0.attentions.0.temporal_transformer_blocks.0.attn1.to_q",
        "input_blocks_4_1_transformer_blocks_0_attn2_to_v, down_blocks.1.attentions.0.transformer_blocks.0.attn2.to_v",
        "input_blocks_8_1_proj_in, down_blocks.2.attentions.1.proj_in",
        "input_blocks_11_0_emb_layers_1, down_blocks.3.resnets.1.spatial_res_block.time_emb_proj",
        "middle_block_0_emb_layers_1, mid_block.resnets.0.spatial_res_block.time_emb_proj",
        "middle_block_1_time_pos_embed_2, mid_block.attentions.0.time_pos_embed.linear_2",
        "middle_block_1_time_stack_0_ff_in_net_0_proj, mid_block.attentions.0.temporal_transformer_blocks.0.ff_in.net.0.proj",
        "middle_block_2_emb_layers_1, mid_block.resnets.1.spatial_res_block.time_emb_proj",
        "output_blocks_2_0_emb_layers_1, up_blocks.0.resnets.2.spatial_res_block.time_emb_proj",
        "output_blocks_3_1_time_stack_0_attn2_to_out_0, up_blocks.1.attentions.0.temporal_transformer_blocks.0.attn2.to_out.0",
        "output_blocks_11_1_transformer_blocks_0_ff_net_2, up_blocks.3.attentions.2.transformer_blocks.0.ff.net.2"
    })
    void sgmsNames(String name, String module) {
        assertPlace(module, Part.DOWN, "lora_unet_" + name + ".lora_down.weight");
    }

    @Test
    void sgmHasANameOfItsOwnForEveryModule() {
        SgmNames sgm = new SgmNames(linears.keySet());
        Set<String> all = new HashSet<>();
        linears.keySet().forEach(module -> assertTrue(all.add(sgm.of(module).orElseThrow()), module));
    }

    @Test
    void everythingElseMeansNothing() {
        assertEquals(Optional.empty(), names.place("lora_te_text_model_encoder_layers_0_mlp_fc1.lora_down.weight"));
        assertEquals(Optional.empty(), names.place("unet.mid_block.attentions.0.proj_in.weight"));
        assertEquals(Optional.empty(), names.place("unet.mid_block.attentions.0.proj_in.dora_scale"));
        assertEquals(
                Optional.empty(), names.place("unet.down_blocks.0.resnets.0.spatial_res_block.conv1.lora_A.weight"));
    }

    private static void assertPlace(String module, Part part, String key) {
        assertEquals(Optional.of(new Place(module, part)), names.place(key), key);
    }
}
