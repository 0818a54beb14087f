/**
 * Reads the small JSON files of a model folder.
 *
 * <p>Files flow in, numbers and words of the expected kind flow out. What they mean is for whoever asks; nothing here
 * knows a key's name.
 */
package dev.kinora.engine.config;
