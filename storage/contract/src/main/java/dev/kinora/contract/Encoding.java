package dev.kinora.contract;

/**
 * How a clip was encoded.
 *
 * @param codec with its profile
 * @param quality 0 to 100, as the job has it
 * @param quantiser that became of it, H.264's QP
 * @param keyInterval pictures from one that stands alone to the next
 */
public record Encoding(String codec, int quality, int quantiser, int keyInterval) {}
