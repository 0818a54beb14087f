package dev.kinora.engine.network;

/**
 * How a network F becomes a denoiser at one noise level: {@code D(x; σ) = skip·x + out·F(in·x; noiseLevel)}, F predicting v
 * (Karras et al. 2022, table 1 and eq. 7, with σ_data = 1). Not implemented: other predictions, other σ_data.
 *
 * @param in what noisy latents are multiplied by before the network sees them, 1/√(σ²+1)
 * @param out what the network's result is multiplied by, −σ/√(σ²+1)
 * @param skip what noisy latents are multiplied by beside the network, 1/(σ²+1)
 * @param noiseLevel what the network is told of sigma, ¼ ln σ
 */
record Preconditioning(float in, float out, float skip, float noiseLevel) {
    static Preconditioning at(double sigma) {
        double variance = sigma * sigma + 1;
        double deviation = Math.sqrt(variance);
        return new Preconditioning(
                (float) (1 / deviation), (float) (-sigma / deviation), (float) (1 / variance), (float)
                        (0.25 * Math.log(sigma)));
    }
}
