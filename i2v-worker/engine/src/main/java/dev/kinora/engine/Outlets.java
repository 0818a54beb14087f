package dev.kinora.engine;

import dev.kinora.inference.Cancellation;

/** Where the results, news and states of one run go, and what may stop it. */
record Outlets(
        FrameSink frames,
        ProgressListener progress,
        RunObserver observer,
        Resumption resumption,
        Cancellation cancellation) {}
