package dev.kinora.mp4;

/** Is told how far encoding has come where a clip is coded more than once. What it throws ends it. */
@FunctionalInterface
public interface EncodingWatch {
    /** Looks away. */
    EncodingWatch NOBODY = (pass, done, pictures) -> {};

    /**
     * A picture was handed to the encoder.
     *
     * @param pass over the clip or a part of it, counted from 1; nobody knows how many there will be
     * @param done pictures of this pass so far
     * @param pictures of this pass
     */
    void coded(int pass, int done, int pictures);
}
