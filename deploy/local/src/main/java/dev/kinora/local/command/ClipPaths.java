package dev.kinora.local.command;

import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** What commands require of the files that they read a clip's frames from, or write. */
record ClipPaths(CommandSpec spec) {

    void requireSource(Path source) {
        require(
                Files.isDirectory(source) || Files.isRegularFile(source) && Files.isReadable(source),
                "CLIP|FOLDER: found " + source + ", expected a readable file or a folder");
    }

    void requireFolderOf(Path output) {
        Path folder = output.toAbsolutePath().getParent();
        require(Files.isDirectory(folder), "-o: found folder " + folder + ", expected one that exists");
    }

    void requireOutput(Path output) {
        requireFolderOf(output);
        require(!Files.isDirectory(output), "-o: found folder " + output + ", expected the name of a file");
    }

    void require(boolean holds, String message) {
        if (!holds) {
            throw new ParameterException(spec.commandLine(), message);
        }
    }
}
