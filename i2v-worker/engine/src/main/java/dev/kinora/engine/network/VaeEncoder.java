package dev.kinora.engine.network;

import dev.kinora.inference.Cancellation;
import dev.kinora.inference.InferenceRuntime;
import dev.kinora.inference.InferenceSession;
import dev.kinora.inference.Tensor;
import dev.kinora.inference.graph.CpuLowering;
import dev.kinora.inference.graph.Layers;
import dev.kinora.inference.graph.NetworkBuilder;
import dev.kinora.inference.graph.Value;
import dev.kinora.inference.weights.ComponentWeights;
import dev.kinora.inference.weights.Weights;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;

/** Encodes pictures to latents: the encoder of {@code AutoencoderKLTemporalDecoder}. Thread-safe. */
public final class VaeEncoder implements AutoCloseable {
    private static final float EPSILON = 1e-6f;

    private final VaeConfig config;
    private final InferenceSession session;

    private VaeEncoder(VaeConfig config, InferenceSession session) {
        this.config = config;
        this.session = session;
    }

    /**
     * Opens the network.
     *
     * @param vaeFolder holds {@code config.json} and the weights
     * @throws dev.kinora.contract.FailureException {@code BAD_INPUT} naming the file and the key at fault
     */
    public static VaeEncoder open(Path vaeFolder, InferenceRuntime runtime) {
        VaeConfig config = VaeConfig.read(vaeFolder);
        NetworkBuilder builder = write(config, ComponentWeights.open(vaeFolder));
        return new VaeEncoder(config, runtime.open(builder.build()));
    }

    static NetworkBuilder write(VaeConfig config, Weights weights) {
        NetworkBuilder builder = new NetworkBuilder(weights, new CpuLowering(), Set.of());
        Value pixels = builder.graph().input("pixels", 1, config.inChannels(), "height", "width");
        builder.graph().output("latents", write(config, builder.layers(), pixels));
        return builder;
    }

    private static Value write(VaeConfig config, Layers root, Value pixels) {
        Layers encoder = root.at("encoder");
        Value x = encoder.conv("conv_in", pixels, config.inChannels(), config.channels(0));
        for (int i = 0; i <= config.last(); i++) {
            x = down(config, i, encoder.at("down_blocks." + i), x);
        }
        int width = config.channels(config.last());
        x = residual(encoder.at("mid_block.resnets.0"), x, width, width);
        x = VaeAttention.apply(encoder.at("mid_block.attentions.0"), x, width);
        x = residual(encoder.at("mid_block.resnets.1"), x, width, width);
        x = encoder.groupNormSilu("conv_norm_out", x, width, EPSILON);
        int moments = 2 * config.latentChannels();
        x = encoder.conv("conv_out", x, width, moments);
        return root.firstOutputs("quant_conv", x, moments, moments, config.latentChannels());
    }

    private static Value down(VaeConfig config, int level, Layers block, Value input) {
        int width = config.channels(level);
        int before = config.channels(Math.max(level - 1, 0));
        Value x = input;
        for (int j = 0; j < config.layers(); j++) {
            x = residual(block.at("resnets." + j), x, j == 0 ? before : width, width);
            if (config.levels().get(level).attention()) {
                x = VaeAttention.apply(block.at("attentions." + j), x, width);
            }
        }
        // Zeros only at the bottom and the right, unlike the denoiser.
        return level == config.last() ? x : block.at("downsamplers.0").halve("conv", x, width, 0, 0, 1, 1);
    }

    private static Value residual(Layers layers, Value x, int in, int out) {
        Value y = layers.groupNormSilu("norm1", x, in, EPSILON);
        y = layers.conv("conv1", y, in, out);
        y = layers.groupNormSilu("norm2", y, out, EPSILON);
        y = layers.conv("conv2", y, out, out);
        Value shortcut = in == out ? x : layers.pointwise("conv_shortcut", x, in, out);
        return layers.graph().add(shortcut, y);
    }

    /** Pixels a side that become one latent cell. */
    public int scaleFactor() {
        return config.scaleFactor();
    }

    /** Channels of the latents. */
    public int latentChannels() {
        return config.latentChannels();
    }

    /**
     * The mode of the latents' distribution; not multiplied by the scaling factor.
     *
     * @param pixels {@code [1, 3, height, width]} in −1..1, sides multiples of {@link #scaleFactor}
     * @return {@code [1, latentChannels, height ÷ scaleFactor, width ÷ scaleFactor]}
     */
    public Tensor encode(Tensor pixels, Cancellation cancellation) {
        long[] shape = pixels.require("pixels", 1, config.inChannels(), -1, -1).shape();
        int scale = config.scaleFactor();
        if (shape[2] % scale != 0 || shape[3] % scale != 0) {
            throw new IllegalArgumentException(pixels + ": sides must be multiples of " + scale);
        }
        Tensor latents = Tensor.allocate(1, config.latentChannels(), shape[2] / scale, shape[3] / scale);
        session.run(Map.of("pixels", pixels), Map.of("latents", latents), cancellation);
        return latents;
    }

    /** Frees the network's memory. */
    @Override
    public void close() {
        session.close();
    }
}
