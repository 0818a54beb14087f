package dev.kinora.engine.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.kinora.inference.Cancellation;
import dev.kinora.inference.InferenceRuntime;
import dev.kinora.inference.Tensor;
import dev.kinora.inference.weights.Safetensors;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The bundled model's networks at full size, on real half-precision weights, against its golden cases. */
class BundledModelTest {
    private static final Path MODEL = Path.of(System.getProperty("kinora.root")).resolve("i2v-worker/models/nano");

    /**
     * The interpolation network: 33 channels, a context of two tokens. Its sampling, eight Euler steps, is repeated here as
     * the case describes it.
     */
    @Test
    void interpolationWindow() {
        Path folder = MODEL.resolve("golden/interpolation-window");
        Safetensors inputs = Safetensors.open(folder.resolve("inputs.safetensors"));
        Safetensors outputs = Safetensors.open(folder.resolve("outputs.safetensors"));
        float[] sigmas = inputs.read("sigmas").toArray();
        Conditioning conditioning = new Conditioning(
                knownAndMask(inputs),
                inputs.read("context").reshape(2, 64),
                inputs.read("added_time_ids").toArray(),
                new float[0],
                Map.of());
        Tensor latents = scaled(inputs.read("noise"), Math.sqrt(sigmas[0] * sigmas[0] + 1));
        try (InferenceRuntime runtime = new InferenceRuntime(2);
                Denoiser denoiser =
                        Denoiser.open(MODEL.resolve("interpolation/unet"), runtime, ContextTokens.MANY, Set.of())) {
            for (int step = 0; step + 1 < sigmas.length; step++) {
                Tensor denoised = denoiser.denoise(latents, sigmas[step], conditioning, new Cancellation());
                if (step == 0) {
                    checkVelocity(outputs.read("velocity_step0"), latents, denoised, sigmas[0]);
                }
                latents = euler(latents, denoised, sigmas[step + 1] / sigmas[step]);
            }
        }
        float tolerance = (float) (5e-4 * Math.max(1, deviation(outputs.read("latents"))));
        assertArrayEquals(outputs.read("latents").toArray(), latents.toArray(), tolerance);
    }

    private static double deviation(Tensor tensor) {
        double squares = 0;
        for (float value : tensor.toArray()) {
            squares += (double) value * value;
        }
        return Math.sqrt(squares / tensor.size());
    }

    private static Tensor knownAndMask(Safetensors inputs) {
        Tensor known = inputs.read("known").reshape(5, 16, 24, 40);
        Tensor mask = inputs.read("mask").reshape(5, 1, 24, 40);
        Tensor joined = Tensor.allocate(5, 17, 24, 40);
        for (int frame = 0; frame < 5; frame++) {
            joined.slice(frame, frame + 1)
                    .data()
                    .put(known.slice(frame, frame + 1).data())
                    .put(mask.slice(frame, frame + 1).data());
        }
        return joined;
    }

    private static Tensor scaled(Tensor noise, double factor) {
        Tensor scaled = Tensor.allocate(5, 16, 24, 40);
        for (int i = 0; i < scaled.size(); i++) {
            scaled.data().put(i, (float) (factor * noise.data().get(i)));
        }
        return scaled;
    }

    /** x′ = D + (σ′/σ)·(x − D). */
    private static Tensor euler(Tensor latents, Tensor denoised, double ratio) {
        Tensor next = Tensor.allocate(latents.shape());
        for (int i = 0; i < next.size(); i++) {
            double x0 = denoised.data().get(i);
            next.data().put(i, (float) (x0 + ratio * (latents.data().get(i) - x0)));
        }
        return next;
    }

    /** v from x0 = v·(−σ/√(σ²+1)) + x/(σ²+1). */
    private static void checkVelocity(Tensor expected, Tensor latents, Tensor denoised, double sigma) {
        double variance = sigma * sigma + 1;
        for (int i = 0; i < expected.size(); i++) {
            double v = (latents.data().get(i) / variance - denoised.data().get(i)) * Math.sqrt(variance) / sigma;
            assertEquals(expected.data().get(i), v, 1e-4, "velocity " + i);
        }
    }
}
