package dev.kinora.engine;

import dev.kinora.contract.Failure;
import dev.kinora.contract.FailureException;
import dev.kinora.contract.FailureKind;
import dev.kinora.contract.NetworkUse;
import dev.kinora.engine.image.ClipPixels;
import dev.kinora.engine.image.EdgePadding;
import dev.kinora.engine.image.RgbImage;
import dev.kinora.engine.image.VaePixels;
import dev.kinora.engine.image.Window;
import dev.kinora.engine.network.Conditioning;
import dev.kinora.engine.network.ContextTokens;
import dev.kinora.engine.network.Denoiser;
import dev.kinora.engine.noise.Noise;
import dev.kinora.engine.noise.SeededNoise;
import dev.kinora.engine.schedule.KarrasSchedule;
import dev.kinora.engine.solver.Euler;
import dev.kinora.engine.solver.Solver;
import dev.kinora.engine.solver.SolverState;
import dev.kinora.inference.Cancellation;
import dev.kinora.inference.CancelledException;
import dev.kinora.inference.Fingerprint;
import dev.kinora.inference.InferenceRuntime;
import dev.kinora.inference.Tensor;
import dev.kinora.inference.graph.CpuLowering;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Frames in between two known ones, by diffusion (Blattmann et al. 2023, appendix D.5): the recipe. {@link #run} tells it in
 * five steps. A published model of this kind does not exist; a model folder may bring one, see
 * {@link ModelFolder#interpolation}.
 *
 * <p>Networks are loaded once and shared; everything of a call is local to it. The same windows give the same bytes, on one
 * machine type, whichever are sampled together.
 */
public final class InterpolationSampler implements AutoCloseable {
    /** Evaluations of the network a window takes. */
    public static final int STEPS = 8;

    private static final Solver SOLVER = new Euler(0);
    private static final Noise NO_NOISE = shape -> {
        throw new IllegalStateException("Euler's method without churn adds no noise");
    };

    private final ModelFolder model;
    private final Networks networks;
    private final ClipPixels clipPixels;
    private final String digest;

    private InterpolationSampler(ModelFolder model, Networks networks, Path unet) {
        this.model = model;
        this.networks = networks;
        this.clipPixels = new ClipPixels(networks.clip().imageSize(), model.clipMean(), model.clipDeviation());
        this.digest = ModelDigest.of(model, unet);
    }

    /**
     * Loads a model's interpolation network and what goes with it. Close it to free its memory.
     *
     * @throws FailureException BAD_INPUT on {@code model} if it has no such network, else naming the file at fault
     */
    public static InterpolationSampler open(ModelFolder model, InferenceRuntime runtime) {
        Path unet = model.interpolation()
                .orElseThrow(() -> FailureException.badInput(
                        "model", model.name() + " without interpolation/unet", "a model with one"));
        Networks networks =
                Networks.open(model, runtime, () -> Denoiser.open(unet, runtime, ContextTokens.MANY, Set.of()));
        Denoiser denoiser = networks.denoiser();
        if (denoiser.joinedChannels() != denoiser.latentChannels() + 1) {
            networks.close();
            throw FailureException.badInput(
                    "model",
                    model.name() + "/interpolation/unet/config.json: in_channels "
                            + (denoiser.latentChannels() + denoiser.joinedChannels()),
                    (2 * denoiser.latentChannels() + 1) + " for out_channels " + denoiser.latentChannels());
        }
        return new InterpolationSampler(model, networks, unet);
    }

    /** What decides the bytes of a window beside its own: the model's digest and the machine's fingerprint. */
    public String identity() {
        return digest + " " + Fingerprint.ofThisMachine(CpuLowering.NAME);
    }

    /** The same, to be told with the result. */
    public NetworkUse use() {
        return new NetworkUse(
                digest, List.of(), Fingerprint.ofThisMachine(CpuLowering.NAME).toString());
    }

    /**
     * Shows a known picture to the networks. Sides that are no multiples of the model's factor, 8 for all published ones,
     * are made so by repeating the border, for the autoencoder only.
     */
    public KeyFrame keyFrame(RgbImage picture, Cancellation cancellation) {
        RgbImage padded = EdgePadding.pad(picture, networks.encoder().scaleFactor());
        Tensor latents = networks.encoder().encode(VaePixels.of(padded), cancellation);
        Tensor embedding = networks.clip().embed(clipPixels.of(Window.whole(picture)), cancellation);
        return new KeyFrame(picture, latents, embedding);
    }

    /**
     * Makes the three frames inside each window. Blocks until all are there.
     *
     * @param windows sampled together, all of one size; memory grows with their number
     * @param fps of the job
     * @param motionBucket of the job
     * @param cancellation checked between steps, and stops a running network
     * @return the three new frames of each window, in order
     * @throws CancelledException soon after {@code cancellation}; the sampler stays usable
     * @throws FailureException OUT_OF_RESOURCES where memory does not suffice
     */
    public List<List<RgbImage>> between(
            List<FrameWindow> windows, int fps, int motionBucket, Cancellation cancellation) {
        try {
            return run(windows, fps, motionBucket, RunObserver.NONE, cancellation);
        } catch (OutOfMemoryError exhausted) {
            throw tooLarge(windows, exhausted);
        }
    }

    /** The recipe. The network was trained on one less than the frame rate, and on known frames without noise. */
    List<List<RgbImage>> run(
            List<FrameWindow> windows, int fps, int motionBucket, RunObserver observer, Cancellation cancellation) {
        // 1 what stays the same over all steps: the known frames, and the job's numbers
        float[] addedTimeIds = {fps - 1, motionBucket, 0};
        List<Conditioning> conditionings = windows.stream()
                .map(window -> new Conditioning(window.known(), window.context(), addedTimeIds, new float[0], Map.of()))
                .toList();
        conditionings.forEach(observer::conditioned);

        // 2 how the noise falls, down to 0
        float[] sigmas = new KarrasSchedule(model.noiseRange()).sigmas(STEPS);

        // 3 pure noise [windows, 5, channels, h, w], for known frames too: the network gives them back
        Tensor latents = initialLatents(windows, model.noiseRange().initialNoiseSigma(sigmas));

        // 4 denoise
        Solver.Network network = (x, sigma) -> networks.denoiser().denoise(x, sigma, conditionings, cancellation);
        SolverState state = SolverState.first(latents);
        while (state.step() < STEPS) {
            cancellation.check();
            state = SOLVER.step(state, sigmas, network, NO_NOISE);
            observer.stepped(state.step() - 1, state.latents());
        }

        // 5 latents to pictures, a window at a time
        Tensor denoised = state.latents();
        return IntStream.range(0, windows.size())
                .mapToObj(window -> {
                    RgbImage like = windows.get(window).first().picture();
                    return decode(denoised.slice(window, window + 1), like, observer, cancellation);
                })
                .toList();
    }

    private static Tensor initialLatents(List<FrameWindow> windows, float sigma) {
        long[] shape = windows.get(0).first().latents().shape();
        Tensor latents = Tensor.allocate(windows.size(), FrameWindow.FRAMES, shape[1], shape[2], shape[3]);
        FloatBuffer out = latents.data();
        for (FrameWindow window : windows) {
            out.put(new SeededNoise(window.seed())
                    .normal(FrameWindow.FRAMES, shape[1], shape[2], shape[3])
                    .data());
        }
        return Elementwise.map(latents, draw -> draw * sigma);
    }

    /** All five are decoded, since they steady each other; the known two then stay as they came. */
    private List<RgbImage> decode(Tensor latents, RgbImage like, RunObserver observer, Cancellation cancellation) {
        cancellation.check();
        float factor = (float) (1.0 / networks.decoder().scalingFactor());
        long[] shape = latents.shape();
        Tensor frames = latents.reshape(shape[1], shape[2], shape[3], shape[4]);
        Tensor decoded = networks.decoder().decode(Elementwise.map(frames, value -> value * factor), cancellation);
        observer.decoded(0, decoded);
        return IntStream.rangeClosed(1, FrameWindow.MADE)
                .mapToObj(frame -> EdgePadding.crop(VaePixels.toImage(decoded, frame), like.width(), like.height()))
                .toList();
    }

    private static FailureException tooLarge(List<FrameWindow> windows, Throwable cause) {
        RgbImage picture = windows.get(0).first().picture();
        String size = windows.size() + " windows of " + picture.width() + "x" + picture.height();
        String message = "Not enough memory to interpolate " + size + ": use a smaller size.";
        return new FailureException(
                new Failure(FailureKind.OUT_OF_RESOURCES, "width", size, "what fits into memory", message), cause);
    }

    /** Frees the networks. No window may be in flight. */
    @Override
    public void close() {
        networks.close();
    }
}
