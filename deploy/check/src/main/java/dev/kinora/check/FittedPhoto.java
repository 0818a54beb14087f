package dev.kinora.check;

import dev.kinora.contract.FailureException;
import dev.kinora.contract.Fit;
import dev.kinora.engine.image.LanczosResize;
import dev.kinora.engine.image.RgbImage;
import dev.kinora.engine.image.Window;
import dev.kinora.ingest.still.StillNormalizer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The photo as a job sees it: normalised as ingest does, then fitted and resized as the engine does. */
final class FittedPhoto {
    private FittedPhoto() {}

    /**
     * Reads a photo.
     *
     * @param fit how the photo becomes that shape
     * @throws UsageFailure if it is not there or cannot be read
     */
    static RgbImage read(Path photo, Fit fit, int width, int height) {
        try {
            ByteArrayOutputStream still = new ByteArrayOutputStream();
            new StillNormalizer().normalise(Files.readAllBytes(photo), still);
            RgbImage image = RgbImage.readPng(new ByteArrayInputStream(still.toByteArray()));
            return LanczosResize.resize(Window.fit(image, fit, width, height), width, height);
        } catch (FailureException e) {
            throw new UsageFailure(photo + ": " + e.getMessage());
        } catch (IOException e) {
            throw new UsageFailure(photo + " cannot be read: " + e.getMessage());
        }
    }
}
