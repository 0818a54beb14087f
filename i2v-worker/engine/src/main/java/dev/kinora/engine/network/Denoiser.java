package dev.kinora.engine.network;

import dev.kinora.inference.Cancellation;
import dev.kinora.inference.InferenceRuntime;
import dev.kinora.inference.InferenceSession;
import dev.kinora.inference.Tensor;
import dev.kinora.inference.graph.LinearShape;
import dev.kinora.inference.graph.NetworkBuilder;
import dev.kinora.inference.weights.ComponentWeights;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * One evaluation of the diffusion model: noisy latents in, denoised latents out. Input scaling, the network, guidance and
 * preconditioning are one graph; without guidance it does half the work. Thread-safe.
 */
public final class Denoiser implements AutoCloseable {
    private final UnetConfig config;
    private final Map<String, LoraFeed> unchanged;
    private final Set<String> idle;
    private final ContextTokens tokens;
    private final InferenceSession session;

    private Denoiser(UnetConfig config, ContextTokens tokens, NetworkBuilder builder, InferenceSession session) {
        this.config = config;
        this.tokens = tokens;
        this.unchanged = builder.fed().entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, linear -> LoraFeed.none(linear.getValue())));
        this.idle = Set.copyOf(builder.idle());
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
     * @param loraModules module paths of the Linears that {@link Conditioning#loras} may change
     * @throws dev.kinora.contract.FailureException {@code BAD_INPUT} naming the file and the key at fault
     * @throws IllegalArgumentException if a module path is none of {@link #loraModules}
     */
    public static Denoiser open(
            Path unetFolder, InferenceRuntime runtime, ContextTokens tokens, Set<String> loraModules) {
        UnetConfig config = UnetConfig.read(unetFolder);
        NetworkBuilder builder = DenoiserGraph.write(config, ComponentWeights.open(unetFolder), tokens, loraModules);
        if (!builder.linears().keySet().containsAll(loraModules)) {
            throw new IllegalArgumentException("not all of these can be changed by a LoRA: " + loraModules);
        }
        return new Denoiser(config, tokens, builder, runtime.open(builder.build()));
    }

    /**
     * Every Linear a LoRA may change, by module path such as
     * {@code down_blocks.2.attentions.0.temporal_transformer_blocks.0.attn1.to_q}. Opens no session.
     */
    public static Map<String, LinearShape> loraModules(Path unetFolder) {
        UnetConfig config = UnetConfig.read(unetFolder);
        return DenoiserGraph.write(config, ComponentWeights.open(unetFolder), ContextTokens.ONE, Set.of())
                .linears();
    }

    /** Channels of the latents it denoises. */
    public int latentChannels() {
        return config.outChannels();
    }

    /** Channels of what is joined to them, see {@link Conditioning#imageLatents}. */
    public int joinedChannels() {
        return config.joinedChannels();
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
        Tensor one = latents.reshape(1, shape[0], shape[1], shape[2], shape[3]);
        return denoise(one, sigma, List.of(conditioning), cancellation).reshape(shape);
    }

    /**
     * As the other, for several clips at once that do not see each other.
     *
     * @param latents {@code [samples, frames, latentChannels, h, w]}
     * @param conditionings one for each sample, of equal shapes, time ids, guidance and LoRAs
     */
    public Tensor denoise(Tensor latents, float sigma, List<Conditioning> conditionings, Cancellation cancellation) {
        long[] shape = latents.require("latents", conditionings.size(), -1, config.outChannels(), -1, -1)
                .shape();
        Conditioning first = conditionings.get(0);
        Map<String, Tensor> feeds = new HashMap<>();
        feeds.put(DenoiserGraph.LATENTS, latents);
        pictureFeeds(conditionings, shape, feeds);
        feeds.put(DenoiserGraph.TIME_IDS, Tensor.of(first.addedTimeIds(), 1, config.timeIdCount()));
        feeds.put(DenoiserGraph.BRANCH_WEIGHTS, weights(first.guidance(), (int) shape[1]));
        sigmaFeeds(sigma, feeds);
        loraFeeds(first.loras(), feeds);
        Tensor denoised = Tensor.allocate(shape);
        session.run(feeds, Map.of(DenoiserGraph.DENOISED, denoised), cancellation);
        return denoised;
    }

    private void pictureFeeds(List<Conditioning> conditionings, long[] shape, Map<String, Tensor> feeds) {
        int count = tokens == ContextTokens.ONE ? 1 : -1;
        List<Tensor> images = new ArrayList<>();
        List<Tensor> embeddings = new ArrayList<>();
        for (Conditioning each : conditionings) {
            requireAlike(each, conditionings.get(0));
            images.add(each.imageLatents().require("imageLatents", -1, joinedChannels(), shape[3], shape[4]));
            embeddings.add(each.imageEmbedding().require("imageEmbedding", count, config.contextWidth()));
        }
        boolean guided = conditionings.get(0).guidance().length > 0;
        feeds.put(DenoiserGraph.JOINED, branches(images, guided));
        feeds.put(DenoiserGraph.CONTEXT, branches(embeddings, guided));
    }

    private static void requireAlike(Conditioning one, Conditioning other) {
        if (!Arrays.equals(one.addedTimeIds(), other.addedTimeIds())
                || !Arrays.equals(one.guidance(), other.guidance())
                || !one.loras().equals(other.loras())) {
            throw new IllegalArgumentException("samples of one run need the same time ids, guidance and LoRAs");
        }
    }

    /** The unconditional branch sees zeros in the place of the picture; it comes first. */
    private static Tensor branches(List<Tensor> conditional, boolean guided) {
        long[] shape = conditional.get(0).shape();
        long[] batch = new long[shape.length + 1];
        System.arraycopy(shape, 0, batch, 1, shape.length);
        batch[0] = (guided ? 2L : 1L) * conditional.size();
        Tensor branches = Tensor.allocate(batch);
        FloatBuffer target = branches.data();
        target.position(guided ? target.capacity() / 2 : 0);
        conditional.forEach(
                tensor -> target.put(tensor.require("conditioning", shape).data()));
        return branches;
    }

    private static Tensor weights(float[] guidance, int frames) {
        boolean guided = guidance.length > 0;
        if (guided && guidance.length != frames) {
            throw new IllegalArgumentException(guidance.length + " guidance scales for " + frames + " frames");
        }
        float[] weights = new float[guided ? 2 * frames : frames];
        for (int frame = 0; frame < frames; frame++) {
            weights[frame] = guided ? 1 - guidance[frame] : 1;
            if (guided) {
                weights[frames + frame] = guidance[frame];
            }
        }
        return Tensor.of(weights, guided ? 2 : 1, 1, frames, 1, 1, 1);
    }

    private static void sigmaFeeds(double sigma, Map<String, Tensor> feeds) {
        Preconditioning scales = Preconditioning.at(sigma);
        feeds.put(DenoiserGraph.IN_SCALE, Tensor.of(new float[] {scales.in()}, 1));
        feeds.put(DenoiserGraph.OUT_SCALE, Tensor.of(new float[] {scales.out()}, 1));
        feeds.put(DenoiserGraph.SKIP_SCALE, Tensor.of(new float[] {scales.skip()}, 1));
        feeds.put(DenoiserGraph.NOISE_LEVEL, Tensor.of(new float[] {scales.noiseLevel()}, 1, 1));
    }

    private void loraFeeds(Map<String, LoraFeed> loras, Map<String, Tensor> feeds) {
        loras.keySet().forEach(this::requireKnown);
        unchanged.forEach((path, none) -> {
            LoraFeed lora = loras.getOrDefault(path, none);
            feeds.put(path + ".down", lora.down());
            feeds.put(path + ".up", lora.up());
        });
    }

    /** A change of a Linear whose result nothing depends on is no change, and may be left out. */
    private void requireKnown(String path) {
        if (!unchanged.containsKey(path) && !idle.contains(path)) {
            throw new IllegalArgumentException("the denoiser was not opened for a LoRA of " + path);
        }
    }

    /** Frees the network's memory. */
    @Override
    public void close() {
        session.close();
    }
}
