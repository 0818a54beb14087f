package dev.kinora.local.servers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** {@code servers.properties}: the host's word to its guests. It exists while the servers can be reached. */
final class ServersFile {
    private static final String NAME = "servers.properties";

    private ServersFile() {}

    static Optional<Map<String, String>> read(Path folder) throws IOException {
        try {
            return Optional.of(SettingsFile.read(folder.resolve(NAME)));
        } catch (NoSuchFileException notYetOrNoLonger) {
            return Optional.empty();
        }
    }

    static void write(Path folder, Map<String, String> settings) throws IOException {
        SettingsFile.write(folder.resolve(NAME), settings);
    }

    /** Removes the file and says whether there was one; to a new host that means that the last one crashed. */
    static boolean remove(Path folder) throws IOException {
        return Files.deleteIfExists(folder.resolve(NAME));
    }
}
