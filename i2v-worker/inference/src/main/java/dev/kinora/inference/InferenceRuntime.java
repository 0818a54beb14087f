package dev.kinora.inference;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession.SessionOptions;
import ai.onnxruntime.OrtSession.SessionOptions.OptLevel;

/**
 * ONNX Runtime as this process uses it: how many threads a session computes with, and how it is optimised.
 *
 * <p>Results are bit-identical for any thread count, on one machine type and ONNX Runtime version.
 */
public final class InferenceRuntime implements AutoCloseable {
    private final OrtEnvironment environment;
    private final int threads;

    /** @param threads how many a running session uses, at least 1; as many as cores is fastest, more is much slower */
    public InferenceRuntime(int threads) {
        if (threads < 1) {
            throw new IllegalArgumentException("threads " + threads + ", expected at least 1");
        }
        this.threads = threads;
        this.environment = OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR, "kinora");
    }

    /** How many threads a running session uses. */
    public int threads() {
        return threads;
    }

    /**
     * Loads and optimises a network. ONNX Runtime maps the weights from their files, which must stay as they are until
     * the session is closed (replace a file by renaming another over it).
     */
    public InferenceSession open(NetworkModel model) {
        try (SessionOptions options = new SessionOptions()) {
            options.setIntraOpNumThreads(threads);
            options.setInterOpNumThreads(1);
            options.setOptimizationLevel(OptLevel.ALL_OPT);
            options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR);
            options.addConfigEntry("session.force_spinning_stop", "1");
            options.addConfigEntry(
                    "session.model_external_initializers_file_folder_path",
                    model.weightsFolder().toString());
            return new InferenceSession(environment, environment.createSession(model.onnx(), options));
        } catch (OrtException e) {
            throw RuntimeFailures.of("load a network", e);
        }
    }

    /** Sessions are closed by whoever opened them; the environment lives as long as the process. */
    @Override
    public void close() {}
}
