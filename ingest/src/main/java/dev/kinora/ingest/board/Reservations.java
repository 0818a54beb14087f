package dev.kinora.ingest.board;

import dev.kinora.contract.Failure;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Whether another job may be opened, counted on the jobs of the board. */
final class Reservations {
    private static final Duration DAY = Duration.ofHours(24);
    /** Nobody knows when a job will end; a program that asks so often does no harm. */
    private static final Duration PAUSE = Duration.ofSeconds(5);

    private Reservations() {}

    /**
     * Why no other job may be opened.
     *
     * @param limit that is reached, in the contract's words
     * @param pause after which it may be worth asking again
     */
    record Excess(Failure limit, Duration pause) {}

    /** The first limit that is reached; empty if none is. */
    static Optional<Excess> excess(Collection<JobStatus> jobs, Allowance allowance, Instant now) {
        long open = jobs.stream().filter(Reservations::isOpen).count();
        if (open >= allowance.openOfAll()) {
            return excess("queue", open + " jobs open in all", allowance.openOfAll() + " at a time", PAUSE);
        }
        if (allowance.owner() == null) {
            return Optional.empty();
        }
        List<JobStatus> own = jobs.stream()
                .filter(job -> allowance.owner().equals(job.owner()))
                .toList();
        long ownOpen = own.stream().filter(Reservations::isOpen).count();
        if (ownOpen >= allowance.openOfOwner()) {
            String found = ownOpen + " jobs of key " + allowance.owner() + " open";
            return excess("quota", found, allowance.openOfOwner() + " at a time", PAUSE);
        }
        return tooManyToday(own, allowance, now);
    }

    private static Optional<Excess> tooManyToday(List<JobStatus> own, Allowance allowance, Instant now) {
        Instant dayBefore = now.minus(DAY);
        List<Instant> today = own.stream()
                .filter(job -> job.state() != JobState.REJECTED)
                .map(JobStatus::created)
                .filter(dayBefore::isBefore)
                .sorted()
                .toList();
        if (today.size() < allowance.dailyOfOwner()) {
            return Optional.empty();
        }
        Duration untilOneIsOld = today.isEmpty() ? DAY : Duration.between(dayBefore, today.get(0));
        String found = today.size() + " jobs of key " + allowance.owner() + " within 24 hours";
        return excess("daily", found, Integer.toString(allowance.dailyOfOwner()), untilOneIsOld);
    }

    private static boolean isOpen(JobStatus job) {
        return !job.state().isEnd();
    }

    private static Optional<Excess> excess(String limit, String found, String most, Duration pause) {
        return Optional.of(new Excess(Failure.badInput(limit, found, "fewer than " + most), pause));
    }
}
