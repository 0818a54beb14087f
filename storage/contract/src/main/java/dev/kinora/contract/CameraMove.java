package dev.kinora.contract;

/**
 * A camera preset of the model with its weight.
 *
 * @param preset name of a file in the model's {@code loras/}, without ending
 * @param weight factor on the LoRA's change, −10 to 10; 1 is as trained
 */
public record CameraMove(String preset, double weight) {

    public CameraMove {
        Check.that(preset != null && !preset.isBlank(), "camera.preset", preset, "the name of a camera preset");
        Check.range("camera.weight", weight, -10, 10);
    }
}
