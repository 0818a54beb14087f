package dev.kinora.contract;

import java.util.List;

/**
 * A worker's word on {@code kinora.models} (key: the model's name) that it can run a model.
 *
 * @param name folder name, as jobs call it
 * @param defaults values for what a request leaves out
 * @param presets camera presets, sorted
 * @param interpolation whether it has a network that makes frames in between
 * @param problem why the model cannot be used, or null if it can
 */
public record ModelAnnouncement(
        String name, ModelDefaults defaults, List<String> presets, boolean interpolation, Failure problem) {

    public ModelAnnouncement {
        presets = presets == null ? List.of() : List.copyOf(presets);
    }
}
