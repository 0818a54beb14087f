package dev.kinora.local.command;

import dev.kinora.contract.JobId;
import dev.kinora.contract.Seeds;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/**
 * One of the clips that a command makes of its photo: a job, and the files it becomes.
 *
 * @param label what to say before its progress; empty where there is only one take of one photo
 * @param id of the job
 * @param seed of the noise; null if ingest may choose it
 * @param clip file to write
 * @param frames folder to write the frames to; null if nowhere
 */
record Take(String label, String id, Long seed, Path clip, Path frames) {

    /**
     * All takes of a command. Several have names that end with their numbers, and consecutive seeds.
     *
     * @param first the one as it would be alone
     * @throws dev.kinora.contract.FailureException BAD_INPUT on {@code id} if there is no room for a number
     */
    static List<Take> all(int count, Take first) {
        return count == 1
                ? List.of(first)
                : IntStream.rangeClosed(1, count)
                        .mapToObj(number -> first.numbered(number, count))
                        .toList();
    }

    private Take numbered(int number, int count) {
        long firstSeed = seed == null ? Seeds.of(id) : seed;
        return new Take(
                label + "take %d of %d: ".formatted(number, count),
                JobId.require(id + "-" + number),
                seed != null && seed < 0 ? seed : Seeds.ofTake(firstSeed, number),
                numbered(clip, number),
                frames == null ? null : numbered(frames, number));
    }

    private static Path numbered(Path file, int number) {
        String name = file.getFileName().toString();
        int dot = name.lastIndexOf('.');
        int end = dot > 0 ? dot : name.length();
        return file.resolveSibling(name.substring(0, end) + "-" + number + name.substring(end));
    }
}
