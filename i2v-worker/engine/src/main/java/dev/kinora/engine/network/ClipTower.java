package dev.kinora.engine.network;

import dev.kinora.inference.Cancellation;
import dev.kinora.inference.InferenceRuntime;
import dev.kinora.inference.InferenceSession;
import dev.kinora.inference.Tensor;
import dev.kinora.inference.graph.CpuLowering;
import dev.kinora.inference.graph.Graph;
import dev.kinora.inference.graph.Layers;
import dev.kinora.inference.graph.Lowering.Heads;
import dev.kinora.inference.graph.NetworkBuilder;
import dev.kinora.inference.graph.Value;
import dev.kinora.inference.onnx.Attribute;
import dev.kinora.inference.weights.ComponentWeights;
import dev.kinora.inference.weights.Weights;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Embeds a picture: {@code CLIPVisionModelWithProjection} (Radford et al. 2021; the published models use OpenCLIP ViT-H/14).
 * Thread-safe.
 */
public final class ClipTower implements AutoCloseable {
    private final ClipConfig config;
    private final InferenceSession session;

    private ClipTower(ClipConfig config, InferenceSession session) {
        this.config = config;
        this.session = session;
    }

    /**
     * Opens the network.
     *
     * @param imageEncoderFolder holds {@code config.json} and the weights
     * @throws dev.kinora.contract.FailureException {@code BAD_INPUT} naming the file and the key at fault
     */
    public static ClipTower open(Path imageEncoderFolder, InferenceRuntime runtime) {
        ClipConfig config = ClipConfig.read(imageEncoderFolder);
        NetworkBuilder builder = write(config, ComponentWeights.open(imageEncoderFolder));
        return new ClipTower(config, runtime.open(builder.build()));
    }

    static NetworkBuilder write(ClipConfig config, Weights weights) {
        NetworkBuilder builder = new NetworkBuilder(weights, new CpuLowering(), Set.of());
        Value pixels = builder.graph().input("pixels", 1, config.channels(), config.imageSize(), config.imageSize());
        builder.graph().output("embedding", write(config, builder.layers(), pixels));
        return builder;
    }

    private static Value write(ClipConfig config, Layers root, Value pixels) {
        Layers vision = root.at("vision_model");
        Value x = tokens(config, vision.at("embeddings"), pixels);
        x = vision.layerNorm("pre_layrnorm", x, config.width(), config.epsilon()); // spelt so in every file
        for (int i = 0; i < config.layers(); i++) {
            x = layer(config, vision.at("encoder.layers." + i), x);
        }
        Graph graph = root.graph();
        Value whole = graph.op("Gather", List.of(x, graph.longs(0)), Attribute.of("axis", 1)); // [1, 1, width]
        whole = vision.layerNorm("post_layernorm", whole, config.width(), config.epsilon());
        Value embedding = root.product("visual_projection", whole, config.width(), config.projection());
        return graph.reshape(embedding, 1, config.projection());
    }

    /** {@code [1, 1 + patches, width]}: the token of the whole, then the patches row by row, each with its position. */
    private static Value tokens(ClipConfig config, Layers embeddings, Value pixels) {
        Graph graph = embeddings.graph();
        int width = config.width();
        Value patches = embeddings.patches("patch_embedding", pixels, config.channels(), width, config.patchSize());
        patches = graph.transpose(graph.reshape(patches, 1, width, -1), 0, 2, 1);
        Value whole = graph.reshape(embeddings.weight("class_embedding", width), 1, 1, width);
        Value tokens = graph.op("Concat", List.of(whole, patches), Attribute.of("axis", 1));
        return graph.add(tokens, embeddings.weight("position_embedding.weight", config.tokens(), width));
    }

    private static Value layer(ClipConfig config, Layers layers, Value input) {
        Graph graph = layers.graph();
        int width = config.width();
        Value x = graph.add(input, attention(config, layers, input));
        Value y = layers.layerNorm("layer_norm2", x, width, config.epsilon());
        y = layers.linear("mlp.fc1", y, width, config.inner());
        y = config.activation().equals("gelu") ? layers.gelu(y) : layers.quickGelu(y);
        return graph.add(x, layers.linear("mlp.fc2", y, config.inner(), width));
    }

    private static Value attention(ClipConfig config, Layers layers, Value input) {
        int width = config.width();
        Layers attention = layers.at("self_attn");
        Value x = layers.layerNorm("layer_norm1", input, width, config.epsilon());
        Value query = attention.linear("q_proj", x, width, width);
        Value key = attention.linear("k_proj", x, width, width);
        Value value = attention.linear("v_proj", x, width, width);
        Value mixed = layers.attention(query, key, value, new Heads(config.heads(), width / config.heads()));
        return attention.linear("out_proj", mixed, width, width);
    }

    /** Pixels a side of the picture it takes. */
    public int imageSize() {
        return config.imageSize();
    }

    /**
     * Embeds one picture.
     *
     * @param pixels {@code [1, 3, imageSize, imageSize]}, normalised by CLIP's mean and deviation
     * @return {@code [1, width]}, the projected embedding, of any length
     */
    public Tensor embed(Tensor pixels, Cancellation cancellation) {
        pixels.require("pixels", 1, config.channels(), config.imageSize(), config.imageSize());
        Tensor embedding = Tensor.allocate(1, config.projection());
        session.run(Map.of("pixels", pixels), Map.of("embedding", embedding), cancellation);
        return embedding;
    }

    /** Frees the network's memory. */
    @Override
    public void close() {
        session.close();
    }
}
