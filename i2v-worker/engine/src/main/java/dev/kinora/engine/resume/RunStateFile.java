package dev.kinora.engine.resume;

import dev.kinora.contract.FailureException;
import dev.kinora.engine.solver.SolverState;
import dev.kinora.inference.Sha256;
import dev.kinora.inference.Tensor;
import dev.kinora.inference.weights.Safetensors;
import dev.kinora.inference.weights.SafetensorsWriter;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/**
 * A {@link RunState} as a safetensors file: F32 tensors {@code latents} and {@code history.0000} on, all else as metadata. It
 * proves itself: {@code sha256} is that of the same file without it. Equal states make equal bytes.
 */
public final class RunStateFile {
    private static final String FORMAT = "kinora-run-state-1";

    private RunStateFile() {}

    /** Writes the file, over one that may be there; nothing of the state is copied into memory. */
    public static void write(RunState state, Path file) throws IOException {
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
            write(state, sha256(state), out);
        }
    }

    /**
     * Reads a file and checks that it is whole.
     *
     * @param label what messages call it
     * @throws FailureException BAD_INPUT saying what is wrong with it
     */
    public static RunState read(Path file, String label) {
        Safetensors stored = Safetensors.open(file, label);
        Map<String, String> metadata = stored.metadata();
        String format = metadata.getOrDefault("format", "");
        if (!format.equals(FORMAT)) {
            throw FailureException.badInput(label, "format \"" + format + "\"", FORMAT);
        }
        SolverState solver = new SolverState(
                Math.toIntExact(number(label, metadata, "step")), stored.read("latents"), history(stored));
        RunState state = new RunState(RunIdentity.of(metadata), solver, number(label, metadata, "noisePosition"));
        String found = sha256(state);
        if (!found.equals(metadata.get("sha256"))) {
            throw FailureException.badInput(label, "SHA-256 " + found, metadata.get("sha256"));
        }
        return state;
    }

    private static List<Tensor> history(Safetensors stored) {
        List<Tensor> history = new ArrayList<>();
        for (String name; stored.entries().containsKey(name = RunState.historyName(history.size())); ) {
            history.add(stored.read(name));
        }
        return history;
    }

    private static long number(String label, Map<String, String> metadata, String name) {
        try {
            return Long.parseLong(metadata.getOrDefault(name, ""));
        } catch (NumberFormatException noNumber) {
            throw FailureException.badInput(label, name + " \"" + metadata.get(name) + "\"", "a number");
        }
    }

    private static String sha256(RunState state) {
        MessageDigest digest = Sha256.begin();
        try (OutputStream out = new DigestOutputStream(OutputStream.nullOutputStream(), digest)) {
            write(state, "", out);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return Sha256.end(digest);
    }

    private static void write(RunState state, String sha256, OutputStream out) throws IOException {
        SortedMap<String, String> metadata = state.run().parts();
        metadata.put("format", FORMAT);
        metadata.put("noisePosition", Long.toString(state.noisePosition()));
        metadata.put("sha256", sha256);
        metadata.put("step", Integer.toString(state.solver().step()));
        SafetensorsWriter.write(out, metadata, state.tensors());
    }
}
