package dev.kinora.engine.network;

/** How many tokens a denoiser's cross-attention sees. */
public enum ContextTokens {
    /** Exactly one, as in image-to-video: attention to a single token needs no query, so most of it falls away. */
    ONE,
    /** Any number, as in interpolation. */
    MANY
}
