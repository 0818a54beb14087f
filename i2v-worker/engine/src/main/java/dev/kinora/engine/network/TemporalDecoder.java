package dev.kinora.engine.network;

import dev.kinora.engine.network.ResBlock.Mix;
import dev.kinora.inference.Cancellation;
import dev.kinora.inference.InferenceRuntime;
import dev.kinora.inference.InferenceSession;
import dev.kinora.inference.Tensor;
import dev.kinora.inference.graph.CpuLowering;
import dev.kinora.inference.graph.Graph;
import dev.kinora.inference.graph.Layers;
import dev.kinora.inference.graph.NetworkBuilder;
import dev.kinora.inference.graph.Value;
import dev.kinora.inference.weights.ComponentWeights;
import dev.kinora.inference.weights.Weights;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;

/**
 * Decodes latents of consecutive frames to pictures: the decoder of {@code AutoencoderKLTemporalDecoder}. Frames decoded
 * together see each other, so the same frames in other chunks give other pixels. Thread-safe.
 */
public final class TemporalDecoder implements AutoCloseable {
    private static final float EPSILON = 1e-6f;
    private static final float TEMPORAL_EPSILON = 1e-5f;

    private final VaeConfig config;
    private final InferenceSession session;

    private TemporalDecoder(VaeConfig config, InferenceSession session) {
        this.config = config;
        this.session = session;
    }

    /**
     * Opens the network.
     *
     * @param vaeFolder holds {@code config.json} and the weights
     * @throws dev.kinora.contract.FailureException {@code BAD_INPUT} naming the file and the key at fault
     */
    public static TemporalDecoder open(Path vaeFolder, InferenceRuntime runtime) {
        VaeConfig config = VaeConfig.read(vaeFolder);
        NetworkBuilder builder = write(config, ComponentWeights.open(vaeFolder));
        return new TemporalDecoder(config, runtime.open(builder.build()));
    }

    static NetworkBuilder write(VaeConfig config, Weights weights) {
        NetworkBuilder builder = new NetworkBuilder(weights, new CpuLowering(), Set.of());
        Value latents = builder.graph().input("latents", "frames", config.latentChannels(), "h", "w");
        builder.graph().output("pixels", write(config, builder.layers().at("decoder"), latents));
        return builder;
    }

    private static Value write(VaeConfig config, Layers decoder, Value latents) {
        Graph graph = decoder.graph();
        Clip clip = new Clip(graph, 1, graph.dimension(latents, 0));
        ResBlock resBlock = new ResBlock(clip, null, EPSILON, TEMPORAL_EPSILON, Mix.SHARE_OF_TIME);
        int width = config.channels(config.last());
        Value x = decoder.conv("conv_in", latents, config.latentChannels(), width);
        x = middle(config, decoder.at("mid_block"), x, resBlock);
        for (int i = 0; i <= config.last(); i++) {
            int level = config.last() - i;
            x = up(config, level, decoder.at("up_blocks." + i), x, resBlock);
        }
        x = decoder.groupNormSilu("conv_norm_out", x, config.channels(0), EPSILON);
        int colours = config.outChannels();
        x = decoder.conv("conv_out", x, config.channels(0), colours);
        Value overTime = clip.overTime(x, colours);
        return clip.pictures(decoder.temporalConv("time_conv_out", overTime, colours, colours, graph.floats(1)), x);
    }

    private static Value up(VaeConfig config, int level, Layers block, Value input, ResBlock resBlock) {
        int width = config.channels(level);
        int before = config.channels(Math.min(level + 1, config.last()));
        Value x = input;
        for (int j = 0; j <= config.layers(); j++) {
            x = resBlock.apply(block.at("resnets." + j), x, j == 0 ? before : width, width);
        }
        return level == 0 ? x : block.at("upsamplers.0").conv("conv", Resize.twice(block.graph(), x), width, width);
    }

    /**
     * The reference pairs its one attention with the second residual block. With one block a level, the attention has
     * weights but never runs; with three or more, the third and later blocks never run.
     */
    private static Value middle(VaeConfig config, Layers layers, Value input, ResBlock resBlock) {
        int width = config.channels(config.last());
        Value x = resBlock.apply(layers.at("resnets.0"), input, width, width);
        Layers unused = layers.apart();
        if (config.layers() == 1) {
            VaeAttention.apply(unused.at("attentions.0"), x, width);
            return x;
        }
        for (int j = 2; j < config.layers(); j++) {
            resBlock.on(unused.graph()).apply(unused.at("resnets." + j), x, width, width);
        }
        x = VaeAttention.apply(layers.at("attentions.0"), x, width);
        return resBlock.apply(layers.at("resnets.1"), x, width, width);
    }

    /** What the diffusion model's latents are divided by before they are decoded. */
    public float scalingFactor() {
        return config.scalingFactor();
    }

    /** Pixels a side that one latent cell becomes. */
    public int scaleFactor() {
        return config.scaleFactor();
    }

    /**
     * Decodes one chunk.
     *
     * @param latents {@code [frames, latentChannels, h, w]}, already divided by {@link #scalingFactor}
     * @return {@code [frames, 3, h · scaleFactor, w · scaleFactor]}, about −1..1, not clamped
     */
    public Tensor decode(Tensor latents, Cancellation cancellation) {
        long[] shape =
                latents.require("latents", -1, config.latentChannels(), -1, -1).shape();
        int scale = config.scaleFactor();
        Tensor pixels = Tensor.allocate(shape[0], config.outChannels(), shape[2] * scale, shape[3] * scale);
        session.run(Map.of("latents", latents), Map.of("pixels", pixels), cancellation);
        return pixels;
    }

    /** Frees the network's memory. */
    @Override
    public void close() {
        session.close();
    }
}
