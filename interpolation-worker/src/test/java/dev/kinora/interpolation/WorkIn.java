package dev.kinora.interpolation;

import java.nio.file.Path;

/** Default settings but for the folder to work in. */
record WorkIn(Path workDirectory) implements InterpolationSettings {
    @Override
    public int windows() {
        return 1;
    }

    @Override
    public String ffmpeg() {
        return "ffmpeg";
    }
}
