package dev.kinora.local.command;

import dev.kinora.contract.Fit;
import dev.kinora.contract.Guidance;
import dev.kinora.contract.InterpolationMethod;
import dev.kinora.contract.Priority;
import dev.kinora.contract.Sampling;
import dev.kinora.contract.VideoEncoder;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;

/** The words that an option takes, for its help and for shells that complete it. */
abstract class Words implements Iterable<String> {
    private final List<String> all;

    Words(List<String> all) {
        this.all = List.copyOf(all);
    }

    @Override
    public final Iterator<String> iterator() {
        return all.iterator();
    }

    /** Where jobs stand, as servers call it. */
    static final class States extends Words {
        States() {
            super(List.of("submitted", "accepted", "running", "published", "failed", "cancelled", "rejected"));
        }
    }

    /** Queues that jobs wait in. */
    static final class Priorities extends Words {
        Priorities() {
            super(Arrays.stream(Priority.values()).map(Priority::word).toList());
        }
    }

    /** Ways of a photo into a shape. */
    static final class Fits extends Words {
        Fits() {
            super(Arrays.stream(Fit.values()).map(Fit::word).toList());
        }
    }

    /** Ways of making frames between frames. */
    static final class InterpolationMethods extends Words {
        InterpolationMethods() {
            super(Arrays.stream(InterpolationMethod.values())
                    .map(InterpolationMethod::word)
                    .toList());
        }
    }

    /** What encodes clips. */
    static final class Encoders extends Words {
        Encoders() {
            super(Arrays.stream(VideoEncoder.values()).map(VideoEncoder::word).toList());
        }
    }

    /** Ways of stepping from one noise level to the next. */
    static final class Solvers extends Words {
        Solvers() {
            super(Sampling.SOLVERS);
        }
    }

    /** Ways of the noise down. */
    static final class Schedules extends Words {
        Schedules() {
            super(Sampling.SCHEDULES);
        }
    }

    /** Shapes of guidance over the frames. */
    static final class Curves extends Words {
        Curves() {
            super(Guidance.CURVES);
        }
    }

    /** Shells whose completion is known. */
    static final class Shells extends Words {
        Shells() {
            super(List.of("bash", "zsh"));
        }
    }
}
