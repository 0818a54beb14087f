package dev.kinora.engine;

import dev.kinora.contract.CameraMove;
import dev.kinora.contract.Failure;
import dev.kinora.contract.FailureException;
import dev.kinora.contract.FailureKind;
import dev.kinora.engine.lora.CameraLora;
import dev.kinora.engine.lora.LoraSum;
import dev.kinora.engine.lora.ModuleNames;
import dev.kinora.engine.network.LoraFeed;
import dev.kinora.inference.weights.Safetensors;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Turns a job's camera moves into what the network is fed.
 *
 * @param model whose presets they may be
 * @param modules of its network
 * @param files asked for the LoRAs that jobs bring along
 */
record CameraMoves(ModelFolder model, ModuleNames modules, LoraFiles files) {

    /**
     * The sum of all moves, each with its weight, by module path.
     *
     * @throws FailureException BAD_INPUT naming the file and what of it does not fit, OUT_OF_RESOURCES where memory does not
     *     suffice
     */
    Map<String, LoraFeed> feeds(List<CameraMove> moves) {
        try {
            List<Map<String, LoraFeed>> loras = new ArrayList<>();
            for (CameraMove move : moves) {
                loras.add(CameraLora.open(file(move), modules).feeds(move.weight()));
            }
            return LoraSum.of(loras);
        } catch (OutOfMemoryError exhausted) {
            String found = moves.size() + " LoRAs: "
                    + String.join(", ", moves.stream().map(CameraMove::name).toList());
            String message = "Not enough memory for " + found + ". Use fewer or smaller ones.";
            throw new FailureException(
                    new Failure(FailureKind.OUT_OF_RESOURCES, "camera", found, "what fits into memory", message),
                    exhausted);
        }
    }

    private Safetensors file(CameraMove move) {
        return move.lora() == null
                ? Safetensors.open(model.lora(move.preset()))
                : Safetensors.open(files.file(move.lora()), move.lora().key());
    }
}
