package dev.kinora.engine.resume;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kinora.contract.FailureException;
import dev.kinora.engine.solver.SolverState;
import dev.kinora.inference.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunStateFileTest {
    private static final RunIdentity RUN = new RunIdentity("p", "s", "l", "m", "onnxruntime 1, amd64 avx, cpu");
    private static final RunState STATE = new RunState(
            RUN,
            new SolverState(
                    7,
                    Tensor.of(new float[] {1, -0f, Float.MIN_VALUE, 700}, 2, 2),
                    List.of(tensor(3), tensor(2), tensor(1))),
            123_456_789_012L);

    @TempDir
    Path folder;

    @Test
    void keepsEveryBit() throws IOException {
        RunState read = RunStateFile.read(written(), "state");
        assertEquals(RUN, read.run());
        assertEquals(123_456_789_012L, read.noisePosition());
        assertEquals(7, read.solver().step());
        assertArrayEquals(new long[] {2, 2}, read.solver().latents().shape());
        assertArrayEquals(
                STATE.solver().latents().toArray(), read.solver().latents().toArray());
        assertEquals(
                List.of(3f, 2f, 1f),
                read.solver().history().stream().map(age -> age.data().get(0)).toList(),
                "newest first");
        assertEquals(64, STATE.bytes());
    }

    /** Each byte of the file, one after the other: none can change without being noticed. */
    @Test
    void noticesEveryChangedByte() throws IOException {
        byte[] sound = Files.readAllBytes(written());
        Path damaged = folder.resolve("damaged");
        for (int at = 0; at < sound.length; at++) {
            byte[] bytes = sound.clone();
            bytes[at] ^= 1;
            Files.write(damaged, bytes);
            int place = at;
            assertThrows(FailureException.class, () -> RunStateFile.read(damaged, "state"), () -> "byte " + place);
        }
    }

    @Test
    void noticesAFileThatIsCutOrNone() throws IOException {
        byte[] sound = Files.readAllBytes(written());
        for (int length : new int[] {0, 7, 100, sound.length - 1}) {
            Path cut = Files.write(folder.resolve("cut"), Arrays.copyOf(sound, length));
            assertThrows(FailureException.class, () -> RunStateFile.read(cut, "state"), () -> length + " bytes");
        }
    }

    @Test
    void saysWhatIsWrong() throws IOException {
        byte[] bytes = Files.readAllBytes(written());
        bytes[bytes.length - 1] ^= 1;
        Path damaged = Files.write(folder.resolve("damaged"), bytes);
        FailureException refused =
                assertThrows(FailureException.class, () -> RunStateFile.read(damaged, "jobs/a/checkpoint/7"));
        assertTrue(refused.getMessage().startsWith("jobs/a/checkpoint/7: found SHA-256 "), refused.getMessage());
    }

    private Path written() throws IOException {
        Path file = folder.resolve("sound");
        RunStateFile.write(STATE, file);
        return file;
    }

    private static Tensor tensor(float value) {
        return Tensor.of(new float[] {value, value, value, value}, 2, 2);
    }
}
