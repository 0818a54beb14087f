package dev.kinora.ingest.request;

import dev.kinora.contract.CameraMove;
import dev.kinora.contract.FailureException;
import dev.kinora.contract.ModelAnnouncement;
import dev.kinora.contract.ObjectRef;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Reads {@code camera}: presets of the model, and LoRAs that the sender has put into the store. */
final class CameraMoves {
    private final ModelAnnouncement model;
    private final Function<String, Optional<ObjectRef>> loras;

    /** @param loras what lies under a key, with its checksum */
    CameraMoves(ModelAnnouncement model, Function<String, Optional<ObjectRef>> loras) {
        this.model = model;
        this.loras = loras;
    }

    List<CameraMove> read(Fields request) {
        return request.list("camera", List.of("preset", "lora", "weight")).stream()
                .map(this::move)
                .toList();
    }

    private CameraMove move(Fields move) {
        if (move.has("preset") && move.has("lora")) {
            throw FailureException.badInput(move.path("lora"), "preset and lora", "one of them");
        }
        double weight = move.number("weight", 1);
        return move.has("lora") ? new CameraMove(null, lora(move), weight) : new CameraMove(preset(move), weight);
    }

    private String preset(Fields move) {
        String preset = move.text("preset").orElse("");
        if (!model.presets().contains(preset)) {
            String presets = model.presets().isEmpty()
                    ? "no preset: model " + model.name() + " has none"
                    : Spelling.suggest(preset, model.presets());
            throw move.unexpected("preset", presets);
        }
        return preset;
    }

    /** Its checksum is taken now, so that the job means these bytes even if others are put in their place. */
    private ObjectRef lora(Fields move) {
        String field = move.path("lora");
        String key = UploadKey.require(field, move.text("lora").orElseThrow());
        ObjectRef lora = loras.apply(key)
                .orElseThrow(() -> FailureException.badInput(field, key, "the key of an object that exists"));
        if (lora.bytes() < 1 || lora.bytes() > CameraMove.LARGEST_LORA_BYTES) {
            throw FailureException.badInput(
                    field, lora.bytes() + " bytes", "1 to " + CameraMove.LARGEST_LORA_BYTES + " (512 MiB)");
        }
        return lora;
    }
}
