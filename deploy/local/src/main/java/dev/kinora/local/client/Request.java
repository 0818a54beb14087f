package dev.kinora.local.client;

/** What goes on {@code kinora.requests}. */
public sealed interface Request permits JobRequest, InterpolationRequest {
    /** Of the job. */
    String id();
}
