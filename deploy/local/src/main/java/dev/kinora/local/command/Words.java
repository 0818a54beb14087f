package dev.kinora.local.command;

import dev.kinora.contract.Fit;
import dev.kinora.contract.InterpolationMethod;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;

/** Values that options take, for help and completion. */
final class Words {
    private Words() {}

    /** Where jobs stand. */
    static final class States implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return List.of("submitted", "accepted", "running", "published", "failed", "cancelled", "rejected")
                    .iterator();
        }
    }

    /** Queues. */
    static final class Priorities implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return List.of("interactive", "batch").iterator();
        }
    }

    /** Ways of a photo into a shape. */
    static final class Fits implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Arrays.stream(Fit.values()).map(Fit::word).iterator();
        }
    }

    /** Ways of making frames between frames. */
    static final class InterpolationMethods implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Arrays.stream(InterpolationMethod.values())
                    .map(InterpolationMethod::word)
                    .iterator();
        }
    }

    /** Shells whose completion is known. */
    static final class Shells implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return List.of("bash", "zsh").iterator();
        }
    }
}
