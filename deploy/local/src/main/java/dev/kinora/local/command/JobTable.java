package dev.kinora.local.command;

import dev.kinora.contract.JobProgress;
import dev.kinora.local.remote.JobView;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Jobs as a table: a line of headings and one for each. */
final class JobTable {
    private static final List<String> HEADINGS = List.of("ID", "STATE", "PROGRESS", "AGE", "LABELS");

    private JobTable() {}

    static List<String> lines(List<JobView> jobs, Instant now) {
        List<List<String>> rows = new ArrayList<>(List.of(HEADINGS));
        jobs.forEach(job -> rows.add(List.of(
                Printable.of(job.id()),
                Printable.of(job.state()),
                progress(job),
                age(job.created(), now),
                labels(job))));
        List<Integer> widths = IntStream.range(0, HEADINGS.size())
                .mapToObj(column -> rows.stream()
                        .mapToInt(row -> row.get(column).length())
                        .max()
                        .orElse(0))
                .toList();
        return rows.stream().map(row -> line(row, widths)).toList();
    }

    /** What is being done, or in a few words why nothing is. */
    static String progress(JobView job) {
        if (job.reason() != null) {
            return Printable.of(job.reason());
        }
        if (job.isEnd() && !job.isPublished() && job.failure() != null) {
            return Printable.of(job.failure().message());
        }
        return job.progress() == null ? "" : Printable.of(words(job.progress()));
    }

    private static String words(JobProgress progress) {
        String left = progress.etaSeconds() < 0 ? "" : ", about %d s left".formatted(Math.round(progress.etaSeconds()));
        return "%s %d/%d%s".formatted(progress.activity(), progress.done(), progress.total(), left);
    }

    private static String age(Instant created, Instant now) {
        if (created == null) {
            return "";
        }
        Duration age = Duration.between(created, now);
        if (age.toMinutes() < 1) {
            return Math.max(0, age.toSeconds()) + " s";
        }
        if (age.toHours() < 1) {
            return age.toMinutes() + " min";
        }
        return age.toDays() < 1 ? age.toHours() + " h" : age.toDays() + " d";
    }

    private static String labels(JobView job) {
        Map<String, String> sorted = new TreeMap<>(job.labels());
        return Printable.of(sorted.entrySet().stream()
                .map(label -> label.getKey() + "=" + label.getValue())
                .collect(Collectors.joining(" ")));
    }

    private static String line(List<String> row, List<Integer> widths) {
        return IntStream.range(0, row.size())
                .mapToObj(column -> String.format("%-" + Math.max(1, widths.get(column)) + "s", row.get(column)))
                .collect(Collectors.joining("  "))
                .stripTrailing();
    }
}
