package dev.kinora.inference;

import ai.onnxruntime.OrtException;
import dev.kinora.contract.Failure;
import dev.kinora.contract.FailureException;
import dev.kinora.contract.FailureKind;
import java.util.Locale;

/** What ONNX Runtime reports, as failures the pipeline knows. It tells lack of memory only in words. */
final class RuntimeFailures {
    private RuntimeFailures() {}

    static FailureException of(String attempt, OrtException cause) {
        String reason = String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
        String lower = reason.toLowerCase(Locale.ROOT);
        boolean memory =
                lower.contains("bad_alloc") || lower.contains("allocate memory") || lower.contains("bad allocation");
        FailureKind kind = memory ? FailureKind.OUT_OF_RESOURCES : FailureKind.BUG;
        String message = "ONNX Runtime could not " + attempt + ": " + reason;
        return new FailureException(new Failure(kind, "", "", "", message), cause);
    }
}
