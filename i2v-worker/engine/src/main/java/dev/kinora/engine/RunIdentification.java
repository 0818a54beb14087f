package dev.kinora.engine;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kinora.contract.CameraMove;
import dev.kinora.contract.FailureException;
import dev.kinora.contract.JobParameters;
import dev.kinora.contract.LoraDigest;
import dev.kinora.contract.NetworkUse;
import dev.kinora.engine.image.RgbImage;
import dev.kinora.engine.resume.RunIdentity;
import dev.kinora.inference.Fingerprint;
import dev.kinora.inference.Sha256;
import dev.kinora.inference.graph.CpuLowering;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.List;

/**
 * Says which run a job is, on this machine and by this model.
 *
 * @param model whose presets jobs name
 * @param digest of that model
 * @param fingerprint of this machine
 */
record RunIdentification(ModelFolder model, String digest, Fingerprint fingerprint) {
    private static final ObjectMapper JSON = new ObjectMapper();

    static RunIdentification of(ModelFolder model) {
        return new RunIdentification(
                model, ModelDigest.of(model, model.unet()), Fingerprint.ofThisMachine(CpuLowering.NAME));
    }

    RunIdentity identify(RgbImage still, JobParameters parameters) {
        return new RunIdentity(digest(parameters), digest(still), presets(parameters), digest, fingerprint.toString());
    }

    /** What a result tells of this machine and of the files that decide its bytes. */
    NetworkUse use(JobParameters parameters) {
        List<LoraDigest> loras = parameters.camera().stream().map(this::digest).toList();
        return new NetworkUse(digest, loras, fingerprint.toString());
    }

    private LoraDigest digest(CameraMove move) {
        if (move.lora() != null) {
            return new LoraDigest(move.name(), move.lora().sha256());
        }
        try {
            return new LoraDigest(move.name(), Sha256.of(Files.readAllBytes(model.lora(move.preset()))));
        } catch (IOException e) {
            throw FailureException.badInput("camera.preset", e.toString(), "a readable file");
        }
    }

    private static String digest(JobParameters parameters) {
        try {
            return Sha256.of(JSON.writeValueAsBytes(parameters));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a record of plain values cannot fail to be written", e);
        }
    }

    private static String digest(RgbImage still) {
        MessageDigest digest = Sha256.begin();
        digest.update((still.width() + "x" + still.height() + "\n").getBytes(StandardCharsets.UTF_8));
        digest.update(still.rgb());
        return Sha256.end(digest);
    }

    /** PEFT says alpha in a file beside the weights. */
    private String presets(JobParameters parameters) {
        MessageDigest digest = Sha256.begin();
        for (CameraMove move : parameters.camera()) {
            if (move.lora() == null) {
                Path file = model.lora(move.preset());
                ModelDigest.update(digest, move.preset(), file);
                ModelDigest.update(digest, "adapter_config.json", file.resolveSibling("adapter_config.json"));
            }
        }
        return Sha256.end(digest);
    }
}
