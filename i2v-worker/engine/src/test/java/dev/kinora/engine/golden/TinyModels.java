package dev.kinora.engine.golden;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** The reference library's own test configurations, with seeded weights. */
public final class TinyModels {
    private static final String SCHEDULER =
            """
            {"_class_name": "EulerDiscreteScheduler", "beta_start": 0.00085, "beta_end": 0.012,
             "beta_schedule": "scaled_linear", "num_train_timesteps": 1000, "sigma_min": 0.002, "sigma_max": 700.0,
             "use_karras_sigmas": true, "prediction_type": "v_prediction", "timestep_type": "continuous",
             "timestep_spacing": "leading", "steps_offset": 1, "interpolation_type": "linear", "trained_betas": null}
            """;

    private static final ModelKeys.Unet TINY_UNET = new ModelKeys.Unet(
            8, 4, List.of(32, 64), List.of(2, 2), List.of(1, 1), List.of(true, false), List.of(true, false), 32, 96);

    private TinyModels() {}

    /** The UNet of the reference's fast pipeline test: attention at the fine level only. 626 tensors. */
    public static void unet(Path folder) throws IOException {
        String config =
                """
                {"_class_name": "UNetSpatioTemporalConditionModel", "block_out_channels": [32, 64], "layers_per_block": 2,
                 "sample_size": 32, "in_channels": 8, "out_channels": 4,
                 "down_block_types": ["CrossAttnDownBlockSpatioTemporal", "DownBlockSpatioTemporal"],
                 "up_block_types": ["UpBlockSpatioTemporal", "CrossAttnUpBlockSpatioTemporal"],
                 "cross_attention_dim": 32, "num_attention_heads": 8, "projection_class_embeddings_input_dim": 96,
                 "addition_time_embed_dim": 32}
                """;
        SeededWeights.component(folder, "unet", config, ModelKeys.unet(TINY_UNET));
    }

    /** A UNet with exactly the tensors, by name, of the published one. 1428 tensors. */
    public static void mini4Unet(Path folder) throws IOException {
        String config =
                """
                {"block_out_channels": [32, 64, 96, 96], "num_attention_heads": [2, 4, 6, 6], "cross_attention_dim": 24,
                 "addition_time_embed_dim": 16, "projection_class_embeddings_input_dim": 48}
                """;
        ModelKeys.Unet unet = new ModelKeys.Unet(
                8,
                4,
                List.of(32, 64, 96, 96),
                List.of(2, 2, 2, 2),
                List.of(1, 1, 1, 1),
                List.of(true, true, true, false),
                List.of(true, true, true, false),
                24,
                48);
        SeededWeights.component(folder, "unet", config, ModelKeys.unet(unet));
    }

    /** A UNet with everything uneven: lists for layers, depths and heads, attention in any blocks, nine channels. */
    public static void unevenUnet(Path folder) throws IOException {
        String config =
                """
                {"block_out_channels": [32, 64, 96], "layers_per_block": [1, 3, 2], "transformer_layers_per_block": [2, 3, 1],
                 "num_attention_heads": [4, 2, 6], "cross_attention_dim": [40, 40, 40], "addition_time_embed_dim": 16,
                 "projection_class_embeddings_input_dim": 48, "in_channels": 9, "out_channels": 4,
                 "down_block_types": ["DownBlockSpatioTemporal", "CrossAttnDownBlockSpatioTemporal",
                                      "CrossAttnDownBlockSpatioTemporal"],
                 "up_block_types": ["CrossAttnUpBlockSpatioTemporal", "UpBlockSpatioTemporal",
                                    "CrossAttnUpBlockSpatioTemporal"]}
                """;
        ModelKeys.Unet unet = new ModelKeys.Unet(
                9,
                4,
                List.of(32, 64, 96),
                List.of(1, 3, 2),
                List.of(2, 3, 1),
                List.of(false, true, true),
                List.of(true, false, true),
                40,
                48);
        SeededWeights.component(folder, "unet", config, ModelKeys.unet(unet));
    }

    /** A VAE of three levels and several residual blocks a level, so its decoder runs its attention. */
    public static void deepVae(Path folder, int layers) throws IOException {
        String config =
                """
                {"block_out_channels": [32, 64, 64], "latent_channels": 6, "layers_per_block": %d}
                """
                        .formatted(layers);
        SeededWeights.component(folder, "vae", config, ModelKeys.vae(6, List.of(32, 64, 64), layers));
    }

    /** A VAE of one residual block a level, so its decoder runs no attention. 161 tensors, scale factor 2. */
    public static void vae(Path folder) throws IOException {
        String config =
                """
                {"_class_name": "AutoencoderKLTemporalDecoder", "block_out_channels": [32, 64], "in_channels": 3,
                 "out_channels": 3, "latent_channels": 4, "layers_per_block": 1, "scaling_factor": 0.18215,
                 "down_block_types": ["DownEncoderBlock2D", "DownEncoderBlock2D"]}
                """;
        SeededWeights.component(folder, "vae", config, ModelKeys.vae(4, List.of(32, 64), 1));
    }

    /** As {@link #vae}, but changes over time are so faint that the epsilon of their norm decides how they come out. */
    public static void faintVae(Path folder) throws IOException {
        vae(folder);
        fade(folder, "vae", ModelKeys.vae(4, List.of(32, 64), 1), "temporal_res_block.conv1");
    }

    /** As {@link #deepVae} of two layers, but what reaches the norms is faint, and their epsilon decides. */
    public static void faintDeepVae(Path folder) throws IOException {
        deepVae(folder, 2);
        fade(folder, "vae", ModelKeys.vae(6, List.of(32, 64, 64), 2), "conv_in.", ".conv2.");
    }

    /** As {@link #unet}, but what reaches the norms is faint, and their epsilon decides. */
    public static void faintUnet(Path folder) throws IOException {
        unet(folder);
        fade(folder, "unet", ModelKeys.unet(TINY_UNET), "conv_in.", ".conv2.");
    }

    /** Divides the weights and biases whose names contain one of the parts by 256. */
    private static void fade(Path folder, String component, Map<String, long[]> keys, String... parts)
            throws IOException {
        SeededWeights.safetensors(folder.resolve("diffusion_pytorch_model.safetensors"), keys, key -> {
            float[] values = SeededWeights.weight(component, key, keys.get(key));
            boolean isFaint = Arrays.stream(parts).anyMatch(key::contains);
            for (int i = 0; isFaint && i < values.length; i++) {
                values[i] /= 256;
            }
            return values;
        });
    }

    /** A CLIP tower of one-pixel patches and quick GELU, the class default. 88 tensors. */
    public static void clip(Path folder) throws IOException {
        String config =
                """
                {"hidden_size": 32, "projection_dim": 32, "num_hidden_layers": 5, "num_attention_heads": 4,
                 "image_size": 32, "intermediate_size": 37, "patch_size": 1}
                """;
        SeededWeights.component(folder, "image_encoder", config, ModelKeys.clip(32, 37, 5, 1, 32, 32));
    }

    /** A CLIP tower of the published picture size and activation. */
    public static void clip224(Path folder) throws IOException {
        String config =
                """
                {"hidden_size": 32, "projection_dim": 32, "num_hidden_layers": 2, "num_attention_heads": 4,
                 "image_size": 224, "intermediate_size": 64, "patch_size": 32, "hidden_act": "gelu"}
                """;
        SeededWeights.component(folder, "image_encoder", config, ModelKeys.clip(32, 64, 2, 32, 224, 32));
    }

    /** The whole model of pipeline A. */
    public static void pipelineA(Path folder) throws IOException {
        unet(folder.resolve("unet"));
        vae(folder.resolve("vae"));
        clip(folder.resolve("image_encoder"));
        Files.createDirectories(folder.resolve("scheduler"));
        Files.writeString(folder.resolve("scheduler/scheduler_config.json"), SCHEDULER);
        Files.createDirectories(folder.resolve("feature_extractor"));
        Files.writeString(
                folder.resolve("feature_extractor/preprocessor_config.json"),
                """
                {"image_mean": [0.48145466, 0.4578275, 0.40821073], "image_std": [0.26862954, 0.26130258, 0.27577711],
                 "crop_size": 32, "size": {"shortest_edge": 32}}
                """);
        Files.writeString(folder.resolve("model_index.json"), "{\"_class_name\": \"StableVideoDiffusionPipeline\"}\n");
    }
}
