package dev.kinora.contract;

import java.util.List;

/**
 * What decides the bytes that a network computes, beside the job. Only the worker that has the network can tell.
 *
 * @param model digest of its configurations and weights, lower-case hexadecimal
 * @param loras in the order of the job's camera moves
 * @param fingerprint of the machine, in words: version of ONNX Runtime, instruction sets, lowering
 */
public record NetworkUse(String model, List<LoraDigest> loras, String fingerprint) {
    public NetworkUse {
        loras = loras == null ? List.of() : List.copyOf(loras);
    }
}
