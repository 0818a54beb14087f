package dev.kinora.outcomes;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** The version of this build, as the project's POM has it. */
public final class KinoraVersion {
    /** Such as {@code 0.1.0}. */
    public static final String TEXT = read();

    private KinoraVersion() {}

    private static String read() {
        try (InputStream file = KinoraVersion.class.getResourceAsStream("version.properties")) {
            Properties properties = new Properties();
            properties.load(file);
            return properties.getProperty("version");
        } catch (IOException damaged) {
            throw new UncheckedIOException(damaged);
        }
    }
}
