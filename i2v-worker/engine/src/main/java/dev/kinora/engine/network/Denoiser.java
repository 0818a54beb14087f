package dev.kinora.engine.network;

import dev.kinora.engine.network.Transformer.Context;
import dev.kinora.inference.Cancellation;
import dev.kinora.inference.InferenceRuntime;
import dev.kinora.inference.InferenceSession;
import dev.kinora.inference.Tensor;
import dev.kinora.inference.graph.CpuLowering;
import dev.kinora.inference.graph.Graph;
import dev.kinora.inference.graph.LinearShape;
import dev.kinora.inference.graph.NetworkBuilder;
import dev.kinora.inference.graph.Value;
import dev.kinora.inference.onnx.Attribute;
import dev.kinora.inference.weights.ComponentWeights;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One evaluation of the diffusion model: noisy latents in, denoised latents out. Input scaling, the network, guidance and
 * preconditioning are one graph.
 *
 * <p>Karras et al. 2022, eq. 7 with σ_data = 1: {@code D(x; σ) = c_skip·x + c_out·F(c_in·x; c_noise)}, c_skip = 1/(σ²+1),
 * c_out = −σ/√(σ²+1), c_in = 1/√(σ²+1), c_noise = ¼ ln σ. The network F predicts v.
 *
 * <p>Guidance is a weighted sum of branches: for each frame {@code (1 − g)·unconditional + g·conditional}. Without guidance
 * there is one branch, and half the work. Thread-safe.
 */
public final class Denoiser implements AutoCloseable {
    private static final int TIME_IDS = 3;

    private final UnetConfig config;
    private final Map<String, LinearShape> fed;
    private final Set<String> offered;
    private final InferenceSession session;

    private Denoiser(UnetConfig config, NetworkBuilder builder, InferenceSession session) {
        this.config = config;
        this.fed = Map.copyOf(builder.fed());
        this.offered = Set.copyOf(builder.linears().keySet());
        this.session = session;
    }

    /** Opens the network for a context of one token, without LoRA. */
    public static Denoiser open(Path unetFolder, InferenceRuntime runtime) {
        return open(unetFolder, runtime, Set.of());
    }

    /** Opens the network for a context of one token, with LoRA inputs at the given module paths. */
    public static Denoiser open(Path unetFolder, InferenceRuntime runtime, Set<String> loraModules) {
        return open(unetFolder, runtime, ContextTokens.ONE, loraModules);
    }

    /**
     * Opens the network.
     *
     * @param unetFolder holds {@code config.json} and the weights
     * @param loraModules module paths of the Linears that {@link Conditioning#loras} may change; an input that nobody feeds
     *     costs a few per cent, so name no more than can occur
     * @throws dev.kinora.contract.FailureException {@code BAD_INPUT} naming the file and the key at fault
     */
    public static Denoiser open(
            Path unetFolder, InferenceRuntime runtime, ContextTokens tokens, Set<String> loraModules) {
        UnetConfig config = UnetConfig.read(unetFolder);
        NetworkBuilder builder = write(config, ComponentWeights.open(unetFolder), tokens, loraModules);
        if (!builder.linears().keySet().containsAll(loraModules)) {
            throw new IllegalArgumentException("not all of these can be changed by a LoRA: " + loraModules);
        }
        return new Denoiser(config, builder, runtime.open(builder.build()));
    }

    /**
     * Every Linear a LoRA may change, by module path such as
     * {@code down_blocks.2.attentions.0.temporal_transformer_blocks.0.attn1.to_q}. Opens no session.
     */
    public static Map<String, LinearShape> loraModules(Path unetFolder) {
        UnetConfig config = UnetConfig.read(unetFolder);
        return write(config, ComponentWeights.open(unetFolder), ContextTokens.ONE, Set.of())
                .linears();
    }

    private static NetworkBuilder write(
            UnetConfig config, ComponentWeights weights, ContextTokens tokens, Set<String> loraModules) {
        NetworkBuilder builder = new NetworkBuilder(weights, new CpuLowering(), loraModules);
        Graph graph = builder.graph();
        int latent = config.outChannels();
        Value latents = graph.input("latents", "frames", latent, "h", "w");
        Value joined = graph.input("joined", "branches", "rows", config.inChannels() - latent, "h", "w");
        Value context = graph.input("context", "branches", "tokens", config.contextWidth());
        Value timeIds = graph.input("time_ids", 1, config.timeIdCount());
        Value noiseLevel = graph.input("c_noise", 1, 1);
        Value weight = graph.input("branch_weight", "branches", "frames", 1, 1, 1);

        Value frames = graph.dimension(latents, 0);
        Value branches = graph.dimension(context, 0);
        Clip clip = new Clip(graph, branches, frames);
        Value noisy = graph.multiply(latents, graph.input("c_in", 1));
        Value batch = graph.shape(branches, frames, 1, 1, 1);
        Value pair = graph.op("Concat", List.of(expand(graph, noisy, batch), expand(graph, joined, batch)), axis(2));
        Value pictures = merge(graph, pair, config.inChannels());
        Value v = new UnetGraph(config, builder.layers(), clip)
                .write(pictures, noiseLevel, timeIds, new Context(context, tokens == ContextTokens.ONE));

        Value byBranch = graph.multiply(split(graph, v, clip, latents), weight);
        Value guided = graph.op("ReduceSum", List.of(byBranch, graph.longs(0)), Attribute.of("keepdims", 0));
        Value change = graph.multiply(guided, graph.input("c_out", 1));
        Value kept = graph.multiply(latents, graph.input("c_skip", 1));
        graph.output("denoised", graph.add(kept, change), "frames", latent, "h", "w");
        return builder;
    }

    private static Value expand(Graph graph, Value value, Value shape) {
        return graph.op("Expand", List.of(value, shape));
    }

    private static Attribute axis(long axis) {
        return Attribute.of("axis", axis);
    }

    /** {@code [branches, frames, channels, h, w]} → {@code [branches · frames, channels, h, w]}. */
    private static Value merge(Graph graph, Value batch, int channels) {
        return graph.reshape(batch, -1, channels, graph.dimension(batch, 3), graph.dimension(batch, 4));
    }

    /** {@code [branches · frames, channels, h, w]} → {@code [branches, frames, channels, h, w]}, the last four as {@code like}. */
    private static Value split(Graph graph, Value pictures, Clip clip, Value like) {
        return graph.reshape(pictures, clip.clips(), graph.shapeOf(like));
    }

    /** Channels of the latents it denoises. */
    public int latentChannels() {
        return config.outChannels();
    }

    /** Channels of what is joined to them, see {@link Conditioning#imageLatents}. */
    public int joinedChannels() {
        return config.inChannels() - config.outChannels();
    }

    /**
     * Estimates the latents without noise.
     *
     * @param latents {@code [frames, latentChannels, h, w]}, noise of deviation sigma added
     * @param sigma the noise level, above 0
     * @return the estimate, of the same shape
     * @throws dev.kinora.inference.CancelledException soon after the cancellation
     * @throws IllegalArgumentException if shapes do not fit each other or the network
     */
    public Tensor denoise(Tensor latents, float sigma, Conditioning conditioning, Cancellation cancellation) {
        long[] shape =
                latents.require("latents", -1, config.outChannels(), -1, -1).shape();
        Map<String, Tensor> feeds = new HashMap<>();
        feeds.put("latents", latents);
        conditioningFeeds(conditioning, shape, feeds);
        sigmaFeeds(sigma, feeds);
        loraFeeds(conditioning.loras(), feeds);
        Tensor denoised = Tensor.allocate(shape);
        session.run(feeds, Map.of("denoised", denoised), cancellation);
        return denoised;
    }

    private void conditioningFeeds(Conditioning conditioning, long[] shape, Map<String, Tensor> feeds) {
        Tensor image = conditioning.imageLatents().require("imageLatents", -1, joinedChannels(), shape[2], shape[3]);
        Tensor embedding = conditioning.imageEmbedding().require("imageEmbedding", -1, config.contextWidth());
        float[] guidance = conditioning.guidance();
        boolean guided = guidance.length > 0;
        if (guided && guidance.length != shape[0]) {
            throw new IllegalArgumentException(guidance.length + " guidance scales for " + shape[0] + " frames");
        }
        feeds.put("joined", branches(image, guided));
        feeds.put("context", branches(embedding, guided));
        feeds.put("time_ids", Tensor.of(conditioning.addedTimeIds(), 1, TIME_IDS));
        feeds.put("branch_weight", weights(guidance, (int) shape[0]));
    }

    /** The unconditional branch sees zeros in the place of the picture; it comes first. */
    private static Tensor branches(Tensor conditional, boolean guided) {
        long[] shape = conditional.shape();
        long[] batch = new long[shape.length + 1];
        System.arraycopy(shape, 0, batch, 1, shape.length);
        batch[0] = guided ? 2 : 1;
        Tensor branches = Tensor.allocate(batch);
        FloatBuffer target = branches.data();
        target.position(guided ? (int) conditional.size() : 0).put(conditional.data());
        return branches;
    }

    private static Tensor weights(float[] guidance, int frames) {
        boolean guided = guidance.length > 0;
        float[] weights = new float[guided ? 2 * frames : frames];
        for (int frame = 0; frame < frames; frame++) {
            weights[frame] = guided ? 1 - guidance[frame] : 1;
            if (guided) {
                weights[frames + frame] = guidance[frame];
            }
        }
        return Tensor.of(weights, guided ? 2 : 1, frames, 1, 1, 1);
    }

    private static void sigmaFeeds(double sigma, Map<String, Tensor> feeds) {
        double variance = sigma * sigma + 1;
        feeds.put("c_in", scalar(1 / Math.sqrt(variance), 1));
        feeds.put("c_out", scalar(-sigma / Math.sqrt(variance), 1));
        feeds.put("c_skip", scalar(1 / variance, 1));
        feeds.put("c_noise", scalar(0.25 * Math.log(sigma), 1, 1));
    }

    private static Tensor scalar(double value, long... shape) {
        return Tensor.of(new float[] {(float) value}, shape);
    }

    private void loraFeeds(Map<String, LoraFeed> loras, Map<String, Tensor> feeds) {
        loras.keySet().stream().filter(path -> !fed.containsKey(path)).forEach(this::requireIdle);
        fed.forEach((path, shape) -> {
            LoraFeed lora = loras.get(path);
            feeds.put(path + ".down", lora == null ? Tensor.allocate(0, shape.in()) : lora.down());
            feeds.put(path + ".up", lora == null ? Tensor.allocate(shape.out(), 0) : lora.up());
        });
    }

    /** A change of a Linear whose result nothing depends on is no change. */
    private void requireIdle(String path) {
        if (!offered.contains(path) || !path.contains(".attn2.")) {
            throw new IllegalArgumentException("the denoiser was not opened for a LoRA of " + path);
        }
    }

    /** Frees the network's memory. */
    @Override
    public void close() {
        session.close();
    }
}
