package dev.kinora.inference;

import ai.onnxruntime.OrtEnvironment;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/**
 * What decides the last bits of a network's results, apart from its weights and inputs: machines of one fingerprint compute the
 * same bytes.
 *
 * @param onnxRuntime version of ONNX Runtime
 * @param processor its architecture and those of its instruction sets that ONNX Runtime chooses kernels by
 * @param lowering which operators the graphs are made of, and in which precision they are computed
 */
public record Fingerprint(String onnxRuntime, String processor, String lowering) {
    /** Linux tells the instruction sets here, x86 as flags and ARM as Features; other systems have no such file. */
    private static final Path PROCESSORS = Path.of("/proc/cpuinfo");

    private static final UUID THIS_PROCESS = UUID.randomUUID();
    private static final Set<String> LISTS = Set.of("flags", "Features");
    private static final List<String> CHOSEN_BY = List.of(
            "sse4_1",
            "avx",
            "f16c",
            "fma",
            "avx2",
            "avx_vnni",
            "avx512f",
            "avx512bw",
            "avx512dq",
            "avx512vl",
            "avx512_vnni",
            "avx512_bf16",
            "amx_tile",
            "amx_int8",
            "amx_bf16",
            "asimd",
            "fphp",
            "asimddp",
            "i8mm",
            "bf16",
            "sve",
            "sve2",
            "sme",
            "sme2");

    /** Of this process, for graphs of a lowering. */
    public static Fingerprint ofThisMachine(String lowering) {
        String version = OrtEnvironment.getEnvironment().getVersion();
        return new Fingerprint(version, System.getProperty("os.arch") + " " + instructions(), lowering);
    }

    private static String instructions() {
        try {
            return instructions(Files.readAllLines(PROCESSORS)).orElseGet(Fingerprint::ofThisHostOnly);
        } catch (IOException noSuchFile) {
            return ofThisHostOnly();
        }
    }

    /** The instruction sets of the first processor in the lines of {@code /proc/cpuinfo}, sorted. */
    static Optional<String> instructions(List<String> lines) {
        for (String line : lines) {
            String[] named = line.split(":", 2);
            if (named.length == 2 && LISTS.contains(named[0].strip())) {
                Set<String> there = new TreeSet<>(Arrays.asList(named[1].strip().split(" ")));
                there.retainAll(CHOSEN_BY);
                return Optional.of(String.join(",", there));
            }
        }
        return Optional.empty();
    }

    /** Where the instruction sets are unknown, no other machine may be taken for one like this. */
    private static String ofThisHostOnly() {
        try {
            return "of " + InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException nameless) {
            return "of " + THIS_PROCESS;
        }
    }

    @Override
    public String toString() {
        return "onnxruntime " + onnxRuntime + ", " + processor + ", " + lowering;
    }
}
