package dev.kinora.engine.network;

import dev.kinora.engine.golden.Golden;
import dev.kinora.engine.golden.SeededWeights;
import dev.kinora.engine.golden.TinyModels;
import dev.kinora.inference.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Golden numbers of the reference library, diffusers 0.40 (odd sides, three tokens, faint and uneven networks: 0.42) on torch
 * 2.13, float32 on the CPU, from {@code UNetSpatioTemporalConditionModel(**config)} with its {@code state_dict} filled by the
 * seeded draws: {@code unet(sample, t, ehs, ids).sample}, and forward hooks on the modules for the stages.
 */
class UnetGoldenTest {
    private static final float[] TIME_IDS = {6, 127, 0.02f};

    @TempDir
    static Path models;

    @BeforeAll
    static void write() throws IOException {
        TinyModels.unet(models.resolve("tiny"));
        TinyModels.mini4Unet(models.resolve("mini4"));
        TinyModels.unevenUnet(models.resolve("uneven"));
    }

    private static UnetHarness unet(String model, ContextTokens tokens) {
        return new UnetHarness(models.resolve(model), tokens);
    }

    private static Tensor tinySample() {
        return SeededWeights.input("in:unet.sample", 2, 2, 8, 16, 16);
    }

    private static Tensor tinyContext() {
        return SeededWeights.input("in:unet.ehs", 2, 1, 32);
    }

    private static final Golden TINY = Golden.of(
            0.1172423,
            0.5674677,
            0.2346501,
            -0.9492444,
            -0.2183884,
            0.1262127,
            1.082636,
            0.5313871,
            0.02547699,
            0.222987);

    /** With the results of its parts, so that a difference shows where it begins. */
    @Test
    void tinyUnetStageByStage() {
        Map<String, long[]> shapes = Map.of(
                "emb", new long[] {1, 128},
                "conv_in", new long[] {4, 32, 16, 16},
                "down_blocks.0", new long[] {4, 32, 8, 8},
                "down_blocks.1", new long[] {4, 64, 8, 8},
                "mid_block", new long[] {4, 64, 8, 8},
                "up_blocks.0", new long[] {4, 64, 16, 16},
                "up_blocks.1", new long[] {4, 32, 16, 16});
        Map<String, Tensor> stages =
                unet("tiny", ContextTokens.ONE).stages(shapes, tinySample(), 1.63777006f, tinyContext(), TIME_IDS);
        Golden.values(0.07657491, -0.4007633, -0.2242775, 0.3653022, -0.4121571, 0.07657491, 1.590762, -0.3834214)
                .check(twice(stages.get("emb").toArray()));
        Golden.values(-0.08316024, -0.7243205, 0.9677762, 2.792059, -1.08314, -0.5264294, 1.463988, 0.08341218)
                .check(stages.get("conv_in"));
        stage(2.793014, 1.575941, -0.09205741, 3.675112, -0.5191908, -0.2094316, 1.276634, -5.272079, -2.229216)
                .check(stages.get("down_blocks.0"));
        stage(3.026925, 4.849289, 3.628264, 4.947657, 4.511158, 9.492317, -0.7110772, -0.8580193, 1.402751)
                .check(stages.get("down_blocks.1"));
        stage(3.607059, 4.97218, 3.119056, 5.030983, 2.280232, 7.767185, -1.570307, 0, 0.03965783)
                .check(stages.get("mid_block"));
        stage(3.152866, -0.7910879, 0.168069, -1.863519, -3.31146, -5.754212, 0.7863386, -1.352782, -1.597938)
                .check(stages.get("up_blocks.0"));
        stage(2.981533, 0.2540727, -0.009535313, 2.058772, -0.2425201, -0.7871774, -2.762129, -5.058342, -3.52973)
                .check(stages.get("up_blocks.1"));
        TINY.check(stages.get("output"));
    }

    private static Golden stage(double deviation, double... values) {
        return new Golden(Golden.NETWORK, Double.NaN, deviation, values);
    }

    /** The reference has the embedding once for each clip. */
    private static float[] twice(float[] values) {
        float[] both = new float[2 * values.length];
        System.arraycopy(values, 0, both, 0, values.length);
        System.arraycopy(values, 0, both, values.length, values.length);
        return both;
    }

    /** Attention to one token, not folded away. */
    @Test
    void tinyUnetInFull() {
        TINY.check(unet("tiny", ContextTokens.MANY).run(tinySample(), 1.63777006f, tinyContext(), TIME_IDS));
    }

    /** {@code conv_in} and second convolutions ÷ 256: the epsilon of every norm after them shows. */
    @Test
    void tinyUnetOfFaintPictures(@TempDir Path model) throws IOException {
        TinyModels.faintUnet(model);
        Golden.of(
                        0.1237346,
                        0.5833726,
                        0.2842159,
                        -0.7751305,
                        -0.0491776,
                        0.2732521,
                        0.5678774,
                        -0.06149703,
                        -0.2411505,
                        -0.1206494)
                .check(new UnetHarness(model, ContextTokens.ONE)
                        .run(tinySample(), 1.63777006f, tinyContext(), TIME_IDS));
    }

    @Test
    void tinyUnetWithThreeTokens() {
        Tensor context = SeededWeights.input("in:unet.ehs3", 2, 3, 32);
        Golden.of(
                        0.1187271,
                        0.5736394,
                        -0.4515199,
                        -0.4082499,
                        -0.7632951,
                        0.1216861,
                        0.6284079,
                        0.7605006,
                        0.6983068,
                        0.1952393)
                .check(unet("tiny", ContextTokens.MANY).run(tinySample(), 1.63777006f, context, TIME_IDS));
    }

    @Test
    void unetOfThePublishedShape() {
        Tensor sample = SeededWeights.input("in:mini4.sample", 2, 3, 8, 16, 24);
        Tensor context = SeededWeights.input("in:mini4.ehs", 2, 1, 24);
        Golden.of(
                        0.1077427,
                        0.5748086,
                        0.2983689,
                        0.7508693,
                        -0.3901586,
                        -0.102636,
                        0.4278312,
                        -0.95831,
                        -0.5473861,
                        0.3364284)
                .check(unet("mini4", ContextTokens.ONE).run(sample, 0.5f, context, TIME_IDS));
    }

    /** Sides that are no multiple of 8: on the way up the size comes from the skip. */
    @Test
    void unetOfOddSides() {
        Tensor sample = SeededWeights.input("in:odd.sample", 1, 2, 8, 13, 18);
        Tensor context = SeededWeights.input("in:odd.ehs", 1, 1, 24);
        Golden.of(
                        0.1035578,
                        0.5758164,
                        -0.2975474,
                        0.606744,
                        -0.4239216,
                        0.3487615,
                        0.5295184,
                        -0.4695487,
                        0.326308,
                        0.02441894)
                .check(unet("mini4", ContextTokens.ONE).run(sample, 0.5f, context, TIME_IDS));
    }

    @Test
    void unevenUnetWithTwoTokens() {
        Tensor context = SeededWeights.input("in:mixed.ehs", 1, 2, 40);
        Golden.of(
                        0.111858,
                        0.5759078,
                        0.2737077,
                        0.0513997,
                        0.3067576,
                        -0.3764718,
                        0.3373004,
                        -0.5679062,
                        -0.5993597,
                        0.2471197)
                .check(uneven(ContextTokens.MANY, context));
    }

    /** The first of the two tokens alone. */
    @Test
    void unevenUnetWithOneToken() {
        Tensor context = SeededWeights.input("in:mixed.ehs", 1, 1, 40);
        Golden.of(
                        0.1119487,
                        0.5644346,
                        0.3483995,
                        0.2836457,
                        0.5831304,
                        0.01345646,
                        0.312498,
                        -0.860393,
                        -0.2566047,
                        0.3504617)
                .check(uneven(ContextTokens.ONE, context));
    }

    private static Tensor uneven(ContextTokens tokens, Tensor context) {
        Tensor sample = SeededWeights.input("in:mixed.sample", 1, 3, 9, 12, 8);
        return unet("uneven", tokens).run(sample, -0.7f, context, TIME_IDS);
    }
}
