package dev.kinora.inference;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.RunOptions;
import dev.kinora.inference.Cancellation.Registration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** A loaded network. Runs may come from several threads, each with tensors of its own. */
public final class InferenceSession implements AutoCloseable {
    private final OrtEnvironment environment;
    private final OrtSession session;

    InferenceSession(OrtEnvironment environment, OrtSession session) {
        this.environment = environment;
        this.session = session;
    }

    /**
     * Computes the outputs into tensors of the caller.
     *
     * @param inputs a tensor for every input, by name
     * @param outputs tensors of the right shape to be filled, by name; other outputs are not computed
     * @throws CancelledException soon after the cancellation, also in the middle of the run; the session stays usable
     */
    @SuppressWarnings(
            "try") // registration and result are only there to be closed; the results are in the caller's tensors
    public void run(Map<String, Tensor> inputs, Map<String, Tensor> outputs, Cancellation cancellation) {
        cancellation.check();
        try (Lent lentInputs = lend(inputs);
                Lent lentOutputs = lend(outputs);
                RunOptions options = new RunOptions()) {
            options.setLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
            try (Registration registration = cancellation.onCancel(() -> terminate(options));
                    OrtSession.Result result =
                            session.run(lentInputs.tensors(), Set.of(), lentOutputs.tensors(), options)) {
                cancellation.check();
            }
        } catch (OrtException e) {
            cancellation.check();
            throw RuntimeFailures.of("run a network", e);
        }
    }

    private Lent lend(Map<String, Tensor> tensors) throws OrtException {
        Lent lent = new Lent(new HashMap<>());
        try {
            for (Map.Entry<String, Tensor> named : tensors.entrySet()) {
                Tensor tensor = named.getValue();
                lent.tensors.put(named.getKey(), OnnxTensor.createTensor(environment, tensor.data(), tensor.shape()));
            }
            return lent;
        } catch (OrtException | RuntimeException e) {
            lent.close();
            throw e;
        }
    }

    private static void terminate(RunOptions options) {
        try {
            options.setTerminate(true);
        } catch (OrtException e) {
            throw new IllegalStateException("ONNX Runtime refused to stop", e);
        }
    }

    /** Frees the network's memory. */
    @Override
    public void close() {
        try {
            session.close();
        } catch (OrtException e) {
            throw RuntimeFailures.of("close a network", e);
        }
    }

    /** Views of the caller's storage for the time of one run. */
    private record Lent(Map<String, OnnxTensor> tensors) implements AutoCloseable {
        @Override
        public void close() {
            tensors.values().forEach(OnnxTensor::close);
        }
    }
}
