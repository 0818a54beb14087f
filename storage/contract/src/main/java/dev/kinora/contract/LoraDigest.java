package dev.kinora.contract;

/**
 * A LoRA that moved the camera, fixed.
 *
 * @param name the preset's, or the file's
 * @param sha256 of its file of weights, lower-case hexadecimal
 */
public record LoraDigest(String name, String sha256) {}
