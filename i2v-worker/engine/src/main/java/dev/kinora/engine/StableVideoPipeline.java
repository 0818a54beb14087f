package dev.kinora.engine;

import dev.kinora.contract.Failure;
import dev.kinora.contract.FailureException;
import dev.kinora.contract.FailureKind;
import dev.kinora.contract.JobParameters;
import dev.kinora.contract.NetworkUse;
import dev.kinora.engine.image.ClipPixels;
import dev.kinora.engine.image.RgbImage;
import dev.kinora.engine.image.VaePixels;
import dev.kinora.engine.lora.ModuleNames;
import dev.kinora.engine.network.Conditioning;
import dev.kinora.engine.network.Denoiser;
import dev.kinora.engine.network.LoraFeed;
import dev.kinora.engine.noise.Noise;
import dev.kinora.engine.noise.SeededNoise;
import dev.kinora.engine.resume.RunStates;
import dev.kinora.engine.solver.Solver;
import dev.kinora.engine.solver.SolverState;
import dev.kinora.inference.Cancellation;
import dev.kinora.inference.CancelledException;
import dev.kinora.inference.InferenceRuntime;
import dev.kinora.inference.Tensor;
import dev.kinora.inference.graph.LinearShape;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Stable Video Diffusion, image to video (Blattmann et al. 2023): the recipe. {@link #run} tells it in five steps.
 *
 * <p>Networks are loaded once and shared by jobs; everything of a job is local to its call, so calls from several
 * threads do not disturb each other. The same model, still and parameters give the same bytes, on one machine type.
 */
public final class StableVideoPipeline implements AutoCloseable {
    private final ModelFolder model;
    private final Networks networks;
    private final CameraMoves camera;
    private final ClipPixels clipPixels;
    private final RunIdentification identification;

    private StableVideoPipeline(ModelFolder model, Networks networks, CameraMoves camera) {
        this.model = model;
        this.networks = networks;
        this.camera = camera;
        this.clipPixels = new ClipPixels(networks.clip().imageSize(), model.clipMean(), model.clipDeviation());
        this.identification = RunIdentification.of(model);
    }

    /** Loads a model whose jobs may only name presets. */
    public static StableVideoPipeline open(ModelFolder model, InferenceRuntime runtime) {
        return open(model, runtime, LoraFiles.NONE);
    }

    /**
     * Loads a model. Close it to free its memory.
     *
     * @param loraFiles asked for the LoRAs that jobs bring along
     * @throws FailureException BAD_INPUT naming the file at fault; a damaged preset fails only the jobs that want it
     */
    public static StableVideoPipeline open(ModelFolder model, InferenceRuntime runtime, LoraFiles loraFiles) {
        Map<String, LinearShape> linears = Denoiser.loraModules(model.unet());
        Networks networks = Networks.open(model, runtime, () -> Denoiser.open(model.unet(), runtime, linears.keySet()));
        try {
            return new StableVideoPipeline(
                    model, networks, new CameraMoves(model, new ModuleNames(linears), loraFiles));
        } catch (RuntimeException changedMeanwhile) {
            networks.close();
            throw changedMeanwhile;
        }
    }

    /**
     * How {@link #generate} will sample a job's frames.
     *
     * @throws FailureException BAD_INPUT on {@code schedule} if this model cannot follow the job's
     */
    public SamplingPlan plan(JobParameters parameters) {
        return new SamplingPlan(parameters, model.noiseRange());
    }

    /**
     * What decides a job's bytes, beside the job: to be told with the result.
     *
     * @throws FailureException BAD_INPUT on {@code camera.preset} if the model has none of that name
     */
    public NetworkUse use(JobParameters parameters) {
        return identification.use(parameters);
    }

    /** As the other, from the beginning, leaving nothing behind for a later run. */
    public void generate(
            RgbImage still,
            JobParameters parameters,
            FrameSink frames,
            ProgressListener progress,
            Cancellation cancellation) {
        generate(still, parameters, RunStates.NONE, frames, progress, cancellation);
    }

    /**
     * Makes a clip's frames. Blocks until the last one is delivered.
     *
     * @param still of any size; brought to the clip's by the job's fit
     * @param states asked once where to begin, and told after every step
     * @param frames gets each chunk of {@code decodeChunk} frames as soon as it is decoded
     * @param progress told after every step and chunk
     * @param cancellation checked between steps and chunks; cancelling also stops a running network
     * @throws CancelledException soon after {@code cancellation}; the pipeline stays usable
     * @throws FailureException BAD_INPUT on what the job asks for, OUT_OF_RESOURCES where memory does not suffice
     */
    public void generate(
            RgbImage still,
            JobParameters parameters,
            RunStates states,
            FrameSink frames,
            ProgressListener progress,
            Cancellation cancellation) {
        requirePossible(parameters);
        try {
            PreparedStill prepared = PreparedStill.of(still, parameters, clipPixels);
            SeededNoise noise = new SeededNoise(parameters.seed());
            Resumption resumption = new Resumption.Of(identification.identify(still, parameters), states, noise);
            Outlets out = new Outlets(frames, progress, RunObserver.NONE, resumption, cancellation);
            run(prepared, parameters, noise, out);
        } catch (OutOfMemoryError exhausted) {
            throw tooLarge(parameters, exhausted);
        }
    }

    /** The recipe. Noise is drawn for the still first, then for the latents, as in the reference. */
    void run(PreparedStill still, JobParameters parameters, Noise noise, Outlets out) {
        // 1 how the noise falls, how latents follow it, how strongly each frame is guided
        SamplingPlan plan = plan(parameters);
        float[] sigmas = plan.sigmas();

        // 2 what stays the same over all steps: the still as two networks see it, and the job's numbers
        Conditioning conditioning = condition(still, parameters, plan, noise, out);

        // 3 pure noise [frames, channels, h, w], as strong as the schedule's first level; or what an earlier run made
        // of it
        SolverState state = resumed(plan, out)
                .orElseGet(() -> SolverState.first(
                        initialLatents(parameters, noise, model.noiseRange().initialNoiseSigma(sigmas))));

        // 4 denoise: the solver asks the network what the latents would be without noise
        Solver.Network network = network(conditioning, plan, out);
        while (state.step() < plan.steps()) {
            out.cancellation().stopIfRequested();
            state = plan.solver().step(state, sigmas, network, noise);
            out.observer().stepped(state.step() - 1, state.latents());
            out.resumption().reached(state);
            out.progress().progress(ProgressListener.DENOISE, state.step(), plan.steps());
        }

        // 5 latents to pictures, chunk by chunk
        decode(state.latents(), parameters.decodeChunk(), out);
    }

    private Conditioning condition(
            PreparedStill still, JobParameters parameters, SamplingPlan plan, Noise noise, Outlets out) {
        Map<String, LoraFeed> loras = camera.feeds(parameters.camera());
        Tensor embedding = networks.clip().embed(still.clipPixels(), out.cancellation());
        Tensor noisy = augmented(still.vaePixels(), noise, (float) parameters.noiseAugmentation());
        Tensor imageLatents = networks.encoder().encode(noisy, out.cancellation());
        Conditioning conditioning =
                new Conditioning(imageLatents, embedding, addedTimeIds(parameters), plan.guidance(), loras);
        out.observer().conditioned(conditioning);
        out.progress().progress(ProgressListener.ENCODE, 1, 1);
        return conditioning;
    }

    /** Noise is added to the pixels, before encoding, and not clamped. */
    private static Tensor augmented(Tensor pixels, Noise noise, float strength) {
        return Elementwise.map(pixels, noise.normal(pixels.shape()), (pixel, draw) -> pixel + strength * draw);
    }

    /** The network was trained on one less than the frame rate. */
    private static float[] addedTimeIds(JobParameters parameters) {
        return new float[] {parameters.fps() - 1, parameters.motionBucket(), (float) parameters.noiseAugmentation()};
    }

    /** Where guidance is off the unconditional half is not computed. */
    private Solver.Network network(Conditioning conditioning, SamplingPlan plan, Outlets out) {
        Conditioning unguided = conditioning.unguided();
        return (latents, sigma) -> {
            Conditioning there = plan.guidedAt(sigma) ? conditioning : unguided;
            out.observer().evaluated(sigma, there);
            return networks.denoiser().denoise(latents, sigma, there, out.cancellation());
        };
    }

    private static Optional<SolverState> resumed(SamplingPlan plan, Outlets out) {
        Optional<SolverState> state = out.resumption().begin();
        state.ifPresent(there -> out.progress().resumed(ProgressListener.DENOISE, there.step(), plan.steps()));
        return state;
    }

    private Tensor initialLatents(JobParameters parameters, Noise noise, float sigma) {
        int factor = networks.decoder().scaleFactor();
        Tensor draws = noise.normal(
                parameters.frames(),
                networks.denoiser().latentChannels(),
                parameters.height() / factor,
                parameters.width() / factor);
        return Elementwise.map(draws, draw -> draw * sigma);
    }

    /** Frames of a chunk influence each other, so the chunk is part of the job, not a matter of memory. */
    private void decode(Tensor latents, int chunk, Outlets out) {
        int total = (int) latents.shape()[0];
        for (int first = 0; first < total; first += chunk) {
            out.cancellation().stopIfRequested();
            int end = Math.min(first + chunk, total);
            if (out.frames().has(first, end - 1)) {
                out.progress().resumed(ProgressListener.DECODE, end, total);
            } else {
                out.frames().chunk(first, decoded(latents.slice(first, end), first, out));
                out.progress().progress(ProgressListener.DECODE, end, total);
            }
        }
    }

    private List<RgbImage> decoded(Tensor latents, int first, Outlets out) {
        float factor = (float) (1.0 / networks.decoder().scalingFactor());
        Tensor unscaled = Elementwise.map(latents, value -> value * factor);
        Tensor pixels = networks.decoder().decode(unscaled, out.cancellation());
        out.observer().decoded(first, pixels);
        List<RgbImage> frames = new ArrayList<>();
        for (int frame = 0; frame < latents.shape()[0]; frame++) {
            frames.add(VaePixels.toImage(pixels, frame));
        }
        return List.copyOf(frames);
    }

    private void requirePossible(JobParameters parameters) {
        int factor = networks.decoder().scaleFactor();
        requireMultiple("width", parameters.width(), factor);
        requireMultiple("height", parameters.height(), factor);
        long pixels = (long) parameters.width() * parameters.height();
        long decoded = pixels * 3 * Math.min(parameters.decodeChunk(), parameters.frames());
        long latents = pixels / factor / factor * networks.denoiser().latentChannels() * parameters.frames();
        if (Math.max(decoded, latents) * Float.BYTES > Integer.MAX_VALUE) {
            throw tooLarge(parameters, null);
        }
    }

    private static void requireMultiple(String field, int pixels, int factor) {
        if (pixels % factor != 0) {
            throw FailureException.badInput(field, pixels, "a multiple of " + factor + " for this model");
        }
    }

    private static FailureException tooLarge(JobParameters parameters, Throwable cause) {
        String size = parameters.frames() + " frames of " + parameters.width() + "x" + parameters.height()
                + ", decoded " + parameters.decodeChunk() + " at a time";
        String message = "Not enough memory for " + size + ": use a smaller size, fewer frames or a smaller chunk.";
        return new FailureException(
                new Failure(FailureKind.OUT_OF_RESOURCES, "frames", size, "what fits into memory", message), cause);
    }

    /** Frees the networks. No job may be running. */
    @Override
    public void close() {
        networks.close();
    }
}
