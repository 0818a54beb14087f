package dev.kinora.ingest.board;

import java.util.List;

/**
 * Some jobs of a longer list.
 *
 * @param jobs the newest first
 * @param before what to ask for to get the next page; null if this is the last
 */
public record JobPage(List<JobStatus> jobs, String before) {

    static JobPage first(List<JobStatus> all, int limit) {
        return all.size() <= limit
                ? new JobPage(List.copyOf(all), null)
                : new JobPage(
                        List.copyOf(all.subList(0, limit)), all.get(limit - 1).id());
    }
}
