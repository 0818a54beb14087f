package dev.kinora.ingest.request;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kinora.contract.FailureException;
import dev.kinora.contract.Fit;
import dev.kinora.contract.FrameManifest;
import dev.kinora.contract.Interpolation;
import dev.kinora.contract.InterpolationMethod;
import dev.kinora.contract.JobId;
import dev.kinora.contract.JobParameters;
import dev.kinora.contract.JobTerms;
import dev.kinora.contract.ModelAnnouncement;
import dev.kinora.contract.ModelDefaults;
import dev.kinora.contract.ObjectRef;
import dev.kinora.contract.Seeds;
import dev.kinora.ingest.still.StillNormalizer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/** What somebody asks for: a picture, and whatever they care to decide about its clip. */
public final class JobRequest {
    static final List<String> FIELDS = List.of(
            "id",
            "model",
            "image",
            KeyFrameFields.FIELD,
            "width",
            "height",
            "fit",
            "frames",
            "steps",
            "solver",
            "schedule",
            "sigmas",
            "churn",
            "fps",
            "playbackFps",
            "motionBucket",
            "noiseAugmentation",
            "guidance",
            "seed",
            "camera",
            "interpolation",
            "interpolationMethod",
            "decodeChunk",
            "encoding",
            "priority",
            "deadline",
            "keepFrames",
            "webhook",
            "labels");

    private static final int MOST_LABELS = 32;
    private static final int LONGEST_LABEL = 256;

    private final ObjectNode json;

    private JobRequest(ObjectNode json) {
        this.json = json;
    }

    /**
     * Parses a request; its fields are read by the methods below.
     *
     * @throws FailureException on field {@code request} if this is not one JSON object
     */
    public static JobRequest parse(byte[] body) {
        return new JobRequest(RequestJson.parse(body));
    }

    /**
     * The id, if one is asked for. Readable also where other fields are wrong, so that their sender can be told.
     *
     * @throws FailureException on field {@code id}
     */
    public Optional<String> id() {
        JsonNode id = json.get("id");
        if (id == null || id.isNull()) {
            return Optional.empty();
        }
        return Optional.of(JobId.require(id.isTextual() ? id.textValue() : Found.describe(id)));
    }

    /** The request as bytes, under an id. */
    public byte[] named(String id) {
        return RequestJson.write(json.deepCopy().put("id", id));
    }

    /**
     * The request with a picture that came beside it.
     *
     * @throws FailureException on field {@code image} if it names one itself, or the file is too large
     */
    public JobRequest withImage(byte[] file) {
        if (json.hasNonNull("image")) {
            throw FailureException.badInput("image", "a file and the field", "one of them");
        }
        StillNormalizer.requireSmall(file.length);
        ObjectNode whole = json.deepCopy();
        whole.putObject("image").put("bytes", file);
        return new JobRequest(whole);
    }

    /** The model's name, if one is asked for. */
    public Optional<String> model() {
        return fields().text("model");
    }

    /**
     * Where the job's own frames are: the key of a {@link dev.kinora.contract.FrameManifest} under {@code uploads/}. Empty if
     * they are to be generated.
     *
     * @throws FailureException naming a field that says something else of these frames
     */
    public Optional<String> keyFrames() {
        return KeyFrameFields.key(fields());
    }

    /**
     * Every parameter of a job that brings its own frames.
     *
     * @param frames of which size, number and chunks are taken
     * @param id of the job, which decides the seed where none is given
     * @throws FailureException naming the first field that is wrong
     */
    public JobParameters parameters(ModelAnnouncement model, String id, FrameManifest frames) {
        return KeyFrameFields.parameters(fields(), model.defaults(), id, frames);
    }

    /**
     * What is wanted of the pipeline.
     *
     * @param sent when the request was: a deadline may be given as a duration from then on
     * @throws FailureException naming the first field that is wrong
     */
    public JobTerms terms(Instant sent) {
        return TermsFields.terms(fields(), sent);
    }

    /** The picture. To be asked for once: it is then forgotten here. */
    public ImageSource takeImage() {
        return ImageSource.take(json);
    }

    /** The sender's own words about the job, up to 32 of up to 256 characters. */
    public Map<String, String> labels() {
        Map<String, String> labels = new TreeMap<>();
        Optional<ObjectNode> given = fields().rawObject("labels");
        given.ifPresent(object -> object.properties().forEach(label -> {
            String path = "labels." + Found.shorten(label.getKey());
            if (!label.getValue().isTextual()) {
                throw FailureException.badInput(path, Found.describe(label.getValue()), "a text in quotes");
            }
            requireLength(path, label.getKey());
            requireLength(path, label.getValue().textValue());
            labels.put(label.getKey(), label.getValue().textValue());
        }));
        if (labels.size() > MOST_LABELS) {
            throw FailureException.badInput("labels", labels.size() + " labels", "at most " + MOST_LABELS);
        }
        return labels;
    }

    /**
     * Every parameter: as asked for, or else the model's default.
     *
     * @param id of the job, which decides the seed where none is given, so that a redelivery is the same job
     * @param loras a LoRA that the sender has put under a key, with its checksum
     * @throws FailureException naming the first field that is wrong
     */
    public JobParameters parameters(ModelAnnouncement model, String id, Function<String, Optional<ObjectRef>> loras) {
        Fields fields = fields();
        ModelDefaults defaults = model.defaults();
        int fps = fields.integer("fps", defaults.fps());
        Interpolation interpolation = interpolation(fields);
        return new JobParameters(
                        fields.integer("width", defaults.width()),
                        fields.integer("height", defaults.height()),
                        fields.text("fit").map(Fit::parse).orElse(Fit.CROP),
                        fields.integer("frames", defaults.frames()),
                        SamplingFields.sampling(fields, defaults.steps()),
                        fps,
                        fields.number("playbackFps", (double) fps * interpolation.factor()),
                        fields.integer("motionBucket", defaults.motionBucket()),
                        fields.number("noiseAugmentation", defaults.noiseAugmentation()),
                        GuidanceFields.guidance(fields, defaults.guidance()),
                        fields.natural("seed", Seeds.of(id)),
                        new CameraMoves(model, loras).read(fields),
                        interpolation,
                        fields.integer("decodeChunk", defaults.decodeChunk()),
                        EncodingFields.encoding(fields))
                .requireModelSize();
    }

    static Interpolation interpolation(Fields fields) {
        InterpolationMethod method = fields.text("interpolationMethod")
                .map(InterpolationMethod::parse)
                .orElse(InterpolationMethod.DIFFUSION);
        return new Interpolation(fields.integer("interpolation", 1), method);
    }

    private Fields fields() {
        return new Fields("", json, FIELDS);
    }

    private static void requireLength(String path, String text) {
        if (text.length() > LONGEST_LABEL) {
            throw FailureException.badInput(
                    path, text.length() + " characters", "at most " + LONGEST_LABEL + " characters");
        }
    }
}
