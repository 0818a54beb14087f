package dev.kinora.engine;

import dev.kinora.inference.Cancellation;

/** Where the results and news of one run go, and what may stop it. */
record Outlets(FrameSink frames, ProgressListener progress, RunObserver observer, Cancellation cancellation) {}
