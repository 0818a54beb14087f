package dev.kinora.i2v;

import dev.kinora.contract.Failure;

/** The engine names file and key or tensor; whoever asked for a job knows the model by its name only. */
final class ModelRefusal {
    private ModelRefusal() {}

    /** The engine's refusal as one of the job's field {@code model}. */
    static Failure of(String name, Failure cause) {
        String found = name + " with " + cause.field() + ": " + cause.found();
        String message = "model " + name + ": " + cause.message();
        return new Failure(cause.kind(), "model", found, cause.expected(), message);
    }
}
