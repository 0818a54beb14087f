package dev.kinora.ingest.request;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kinora.contract.FailureException;
import dev.kinora.contract.Fit;
import dev.kinora.contract.JobId;
import dev.kinora.contract.JobParameters;
import dev.kinora.contract.ModelAnnouncement;
import dev.kinora.contract.ModelDefaults;
import dev.kinora.contract.ObjectRef;
import dev.kinora.contract.Seeds;
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
            "decodeChunk",
            "encoding",
            "labels");

    private static final int DEFAULT_QUALITY = 80;
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

    /** The model's name, if one is asked for. */
    public Optional<String> model() {
        return fields().text("model");
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
        int interpolation = fields.integer("interpolation", 1);
        return new JobParameters(
                fields.integer("width", defaults.width()),
                fields.integer("height", defaults.height()),
                fields.text("fit").map(Fit::parse).orElse(Fit.CROP),
                fields.integer("frames", defaults.frames()),
                SamplingFields.sampling(fields, defaults.steps()),
                fps,
                fields.number("playbackFps", (double) fps * interpolation),
                fields.integer("motionBucket", defaults.motionBucket()),
                fields.number("noiseAugmentation", defaults.noiseAugmentation()),
                GuidanceFields.guidance(fields, defaults.guidance()),
                fields.natural("seed", Seeds.of(id)),
                new CameraMoves(model, loras).read(fields),
                interpolation,
                fields.integer("decodeChunk", defaults.decodeChunk()),
                quality(fields));
    }

    private Fields fields() {
        return new Fields("", json, FIELDS);
    }

    private static int quality(Fields fields) {
        return fields.object("encoding", List.of("quality"))
                .map(encoding -> encoding.integer("quality", DEFAULT_QUALITY))
                .orElse(DEFAULT_QUALITY);
    }

    private static void requireLength(String path, String text) {
        if (text.length() > LONGEST_LABEL) {
            throw FailureException.badInput(
                    path, text.length() + " characters", "at most " + LONGEST_LABEL + " characters");
        }
    }
}
