package dev.kinora.local.command;

import com.sun.management.OperatingSystemMXBean;
import dev.kinora.contract.ModelDefaults;
import dev.kinora.engine.checkpoint.Checkpoint;
import dev.kinora.engine.checkpoint.ComponentReport;
import dev.kinora.engine.checkpoint.Demand;
import dev.kinora.inference.weights.DataType;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.stream.Collectors;

/** A checkpoint's report in words. */
final class CheckpointText {
    private static final int SHOWN = 20;

    private CheckpointText() {}

    static String line(ComponentReport report) {
        int problems = report.problems().size();
        String verdict = problems == 0 ? "sound" : problems == 1 ? "1 problem" : problems + " problems";
        return "%-18s  %s%s".formatted(report.name(), verdict, report.files() == 0 ? "" : contents(report));
    }

    private static String contents(ComponentReport report) {
        String types = report.types().stream().sorted().map(DataType::name).collect(Collectors.joining(" and "));
        String files = report.files() == 1 ? "1 file" : report.files() + " files";
        String contents = ": %d tensors, %.1f million numbers, %s in %s"
                .formatted(report.tensors(), report.parameters() / 1e6, types, files);
        return report.unknown().isEmpty()
                ? contents
                : contents
                        + ", and %d it has no use for, such as %s"
                                .formatted(
                                        report.unknown().size(),
                                        report.unknown().get(0));
    }

    /** The first problems of each network, and how many more there are. */
    static boolean printProblems(List<ComponentReport> reports, PrintWriter err) {
        for (ComponentReport report : reports) {
            report.problems().stream()
                    .limit(SHOWN)
                    .forEach(problem -> err.println("kinora: " + report.name() + ": " + problem.message()));
            int more = report.problems().size() - SHOWN;
            if (more > 0) {
                err.println("kinora: " + report.name() + ": and " + more + " more");
            }
        }
        return reports.stream().anyMatch(report -> !report.problems().isEmpty());
    }

    /**
     * Memory and time of a clip of the model's defaults.
     *
     * @param speed operations a second that this machine reaches
     */
    static List<String> estimates(Checkpoint checkpoint, double speed) {
        ModelDefaults defaults = checkpoint.model().defaults();
        Demand demand = checkpoint.demand();
        return List.of(memory(demand, defaults), time(demand, defaults, speed));
    }

    private static String memory(Demand demand, ModelDefaults defaults) {
        return "%-18s  about %s of weights, %s for a step, %s to decode %d frames together; this machine has %s"
                .formatted(
                        "memory",
                        size(demand.weightBytes()),
                        size(demand.stepBytes()),
                        size(demand.decodeBytes()),
                        defaults.decodeChunk(),
                        size(machineBytes()));
    }

    private static String time(Demand demand, ModelDefaults defaults, double speed) {
        return "%-18s  about %s a step, %s a clip of %dx%d, %d frames, %d steps, at %.0f GFLOP/s"
                .formatted(
                        "time",
                        duration(demand.stepOperations() / speed),
                        duration(demand.clipOperations() / speed),
                        defaults.width(),
                        defaults.height(),
                        defaults.frames(),
                        defaults.steps(),
                        speed / 1e9);
    }

    private static String size(double bytes) {
        return bytes < 1e9 ? "%.0f MB".formatted(bytes / 1e6) : "%.1f GB".formatted(bytes / 1e9);
    }

    private static String duration(double seconds) {
        if (seconds < 100) {
            return "%.1f s".formatted(seconds);
        }
        return seconds < 6000 ? "%.0f min".formatted(seconds / 60) : "%.1f h".formatted(seconds / 3600);
    }

    private static double machineBytes() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize();
    }
}
