package dev.kinora.engine;

import dev.kinora.contract.EncodingParameters;
import dev.kinora.contract.FailureException;
import dev.kinora.contract.Fit;
import dev.kinora.contract.Guidance;
import dev.kinora.contract.Interpolation;
import dev.kinora.contract.JobParameters;
import dev.kinora.contract.ModelDefaults;
import dev.kinora.contract.Sampling;
import dev.kinora.engine.config.ConfigFile;
import dev.kinora.engine.network.Architecture;
import dev.kinora.engine.schedule.NoiseRange;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A model as it lies on disk: a diffusers folder ({@code unet vae image_encoder scheduler}, unchanged), beside it
 * perhaps {@code loras/*.safetensors} (camera presets), {@code interpolation/unet} (the network that makes frames in
 * between) and {@code kinora.json} (defaults, preview matrix). Reads the small JSON files only; weights are opened by the
 * networks.
 */
public final class ModelFolder {
    private static final String PIPELINE = "StableVideoDiffusionPipeline";
    private static final float[] CLIP_MEAN = {0.48145466f, 0.4578275f, 0.40821073f};
    private static final float[] CLIP_DEVIATION = {0.26862954f, 0.26130258f, 0.27577711f};
    private static final int PUBLISHED_FRAMES = 25;
    private static final int PUBLISHED_LATENT_CHANNELS = 4;

    private final Path folder;
    private final ModelDefaults defaults;
    private final CameraPresets presets;
    private final NoiseRange noiseRange;
    private final Optional<LatentToRgb> latentToRgb;
    private final float[] clipMean;
    private final float[] clipDeviation;

    private ModelFolder(Path folder, List<Path> presetFolders) {
        this.folder = folder;
        requirePipeline();
        Architecture.requireImageToVideo(folder);
        ConfigFile unet = file("unet/config.json");
        ConfigFile vae = file("vae/config.json");
        noiseRange = SchedulerConfig.noiseRange(file("scheduler/scheduler_config.json"));
        Optional<ConfigFile> kinora = ConfigFile.readIfPresent(folder.resolve("kinora.json"));
        ModelDefaults published = ModelDefaults.published(unet.integer("num_frames", PUBLISHED_FRAMES));
        defaults = kinora.map(config -> defaults(config, published)).orElse(published);
        latentToRgb = kinora.filter(config -> config.has("latentToRgb"))
                .map(config -> LatentToRgb.of(
                        config, "latentToRgb", vae.integer("latent_channels", PUBLISHED_LATENT_CHANNELS)));
        Optional<ConfigFile> preprocessor =
                ConfigFile.readIfPresent(folder.resolve("feature_extractor/preprocessor_config.json"));
        clipMean = preprocessor.map(config -> config.numbers("image_mean", 3)).orElse(CLIP_MEAN);
        clipDeviation =
                preprocessor.map(config -> config.numbers("image_std", 3)).orElse(CLIP_DEVIATION);
        presets = new CameraPresets(folder.resolve("loras"), presetFolders);
    }

    /** Reads a model's configuration, without presets but its own. */
    public static ModelFolder open(Path folder) {
        return open(folder, List.of());
    }

    private ConfigFile file(String name) {
        return ConfigFile.read(folder.resolve(name));
    }

    /** Other pipelines have folders of the same names with networks of other classes. */
    private void requirePipeline() {
        ConfigFile.readIfPresent(folder.resolve("model_index.json"))
                .filter(index -> index.has("_class_name"))
                .ifPresent(index -> index.require(
                        index.text("_class_name", "").equals(PIPELINE), "_class_name", PIPELINE + ", image to video"));
    }

    /**
     * Reads a model's configuration.
     *
     * @param presetFolders folders of LoRA files beside the model's own; whether one fits shows when a job asks for it
     * @throws FailureException BAD_INPUT naming file, key and value of whatever cannot be used, or on
     *     {@code camera presets} naming two files that would be one preset
     */
    public static ModelFolder open(Path folder, List<Path> presetFolders) {
        Path absolute = folder.toAbsolutePath().normalize();
        singleFile(absolute).ifPresent(file -> {
            String expected =
                    "a diffusers folder: unet, vae, image_encoder, scheduler, from the repository the file is of";
            throw FailureException.badInput("model", "the single file " + file.getFileName(), expected);
        });
        if (!Files.isDirectory(absolute)) {
            throw FailureException.badInput("model", "no folder " + absolute.getFileName(), "a diffusers folder");
        }
        return new ModelFolder(absolute, presetFolders);
    }

    /** All networks in one file, as Stability AI's own program has them; beside a diffusers folder it does not matter. */
    private static Optional<Path> singleFile(Path path) {
        if (Files.isRegularFile(path)) {
            return Optional.of(path);
        }
        if (!Files.isDirectory(path) || Files.exists(path.resolve("unet"))) {
            return Optional.empty();
        }
        try (Stream<Path> files = Files.list(path)) {
            return files.filter(file -> file.toString().endsWith(".safetensors"))
                    .min(Comparator.naturalOrder());
        } catch (IOException unreadable) {
            throw FailureException.badInput("model", unreadable.toString(), "a readable folder");
        }
    }

    /** The folder's name, as jobs call the model. */
    public String name() {
        return folder.getFileName().toString();
    }

    /** What a job gets where it says nothing: {@code kinora.json}, and for what that leaves out the published values. */
    public ModelDefaults defaults() {
        return defaults;
    }

    /** Names of the camera presets, sorted. */
    public List<String> presets() {
        return presets.names();
    }

    /** How to look at latents without decoding them, if {@code kinora.json} says so. */
    public Optional<LatentToRgb> latentToRgb() {
        return latentToRgb;
    }

    /** The diffusion network's folder. */
    public Path unet() {
        return folder.resolve("unet");
    }

    /** The interpolation network's folder, if the model has one. */
    public Optional<Path> interpolation() {
        return Optional.of(folder.resolve("interpolation/unet")).filter(Files::isDirectory);
    }

    /** The autoencoder's folder. */
    public Path vae() {
        return folder.resolve("vae");
    }

    /** The CLIP tower's folder. */
    public Path imageEncoder() {
        return folder.resolve("image_encoder");
    }

    /** @throws FailureException BAD_INPUT on {@code camera.preset} if the model has none of that name */
    public Path lora(String preset) {
        return presets.file(preset);
    }

    NoiseRange noiseRange() {
        return noiseRange;
    }

    float[] clipMean() {
        return clipMean;
    }

    float[] clipDeviation() {
        return clipDeviation;
    }

    private static ModelDefaults defaults(ConfigFile config, ModelDefaults published) {
        try {
            int frames = config.integer("frames", published.frames());
            ModelDefaults defaults = new ModelDefaults(
                    config.integer("width", published.width()),
                    config.integer("height", published.height()),
                    frames,
                    config.integer("steps", published.steps()),
                    config.integer("fps", published.fps()),
                    config.integer("motionBucket", published.motionBucket()),
                    config.number("noiseAugmentation", published.noiseAugmentation()),
                    guidance(config, published.guidance()),
                    config.integer("decodeChunk", frames));
            requireJob(defaults);
            return defaults;
        } catch (FailureException refused) {
            throw config.named(refused);
        }
    }

    private static Guidance guidance(ConfigFile config, Guidance published) {
        return new Guidance(
                config.number("guidance.min", published.min()),
                config.number("guidance.max", published.max()),
                config.text("guidance.curve", published.curve()),
                List.of(),
                null);
    }

    /** Defaults no job could have would fail every job later. */
    private static void requireJob(ModelDefaults defaults) {
        new JobParameters(
                        defaults.width(),
                        defaults.height(),
                        Fit.CROP,
                        defaults.frames(),
                        Sampling.euler(defaults.steps()),
                        defaults.fps(),
                        defaults.fps(),
                        defaults.motionBucket(),
                        defaults.noiseAugmentation(),
                        defaults.guidance(),
                        0,
                        List.of(),
                        Interpolation.NONE,
                        defaults.decodeChunk(),
                        EncodingParameters.ofQuality(0))
                .requireModelSize();
    }
}
