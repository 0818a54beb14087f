package dev.kinora.local.command;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** A real bash that completes. */
class CompletionTest {
    @TempDir
    private Path folder;

    @BeforeEach
    void print() throws IOException {
        StringWriter out = new StringWriter();
        CommandLine command = KinoraCommand.commandLine().setOut(new PrintWriter(out, true));
        assertEquals(0, command.execute("completion", "bash"));
        Files.writeString(folder.resolve("completion"), out.toString());
        Files.createFile(folder.resolve("photo.jpg"));
        Files.createFile(folder.resolve("phantom.png"));
    }

    @Test
    void bashUnderstandsIt() throws Exception {
        assertEquals(List.of(), bash("-n", "completion"));
    }

    @Test
    void commandsOptionsTheirWordsAndFilesAreCompleted() throws Exception {
        assertEquals(List.of("watch"), complete("wa"));
        assertEquals(List.of("--state"), complete("jobs", "--st"));
        assertEquals(List.of("published"), complete("jobs", "--state", "p"));
        assertEquals(List.of("crop", "pad", "stretch"), complete("animate", "--fit", ""));
        assertEquals(List.of("cross-fade", "diffusion"), complete("animate", "--interpolation-method", ""));
        assertEquals(List.of("ffmpeg", "kinora"), complete("animate", "--encoder", ""));
        assertEquals(List.of("bash", "zsh"), complete("completion", ""));
    }

    @Test
    void everyPhotoIsCompletedAndWhereClipsGo() throws Exception {
        assertEquals(List.of("phantom.png", "photo.jpg"), complete("animate", "ph"));
        assertEquals(List.of("phantom.png", "photo.jpg"), complete("submit", "photo.jpg", "ph"));
        assertEquals(List.of("photo.jpg"), complete("animate", "photo.jpg", "-o", "pho"));
    }

    /** What bash does when the user presses Tab after these words. */
    private List<String> complete(String... words) throws Exception {
        String line = Stream.concat(Stream.of("deploy/kinora"), Stream.of(words))
                .map(word -> "'" + word + "'")
                .collect(Collectors.joining(" "));
        return bash(
                "-c",
                "source completion; compopt() { :; }; COMP_WORDS=(" + line
                        + "); COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); _complete_kinora; printf '%s\\n' \"${COMPREPLY[@]}\"");
    }

    private List<String> bash(String... arguments) throws IOException, InterruptedException {
        Process bash = new ProcessBuilder(
                        Stream.concat(Stream.of("bash"), Stream.of(arguments)).toList())
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, bash.waitFor(), said);
        return said.lines().sorted().toList();
    }
}
