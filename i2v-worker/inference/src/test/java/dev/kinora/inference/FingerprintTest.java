package dev.kinora.inference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FingerprintTest {
    @Test
    void readsTheInstructionSetsThatKernelsAreChosenBy() {
        List<String> intel = List.of("processor\t: 0", "flags\t\t: fpu vme avx2 avx sse4_1 fma f16c rdseed");
        List<String> arm = List.of("processor : 0", "Features : fp asimd evtstrm sve", "CPU part : 0xd40");
        assertEquals(Optional.of("avx,avx2,f16c,fma,sse4_1"), Fingerprint.instructions(intel));
        assertEquals(Optional.of("asimd,sve"), Fingerprint.instructions(arm));
        assertEquals(Optional.empty(), Fingerprint.instructions(List.of("processor : 0")));
    }

    @Test
    void isTheSameForTheWholeProcessAndAnotherForAnotherLowering() {
        Fingerprint here = Fingerprint.ofThisMachine("cpu-fp32");
        assertEquals(here, Fingerprint.ofThisMachine("cpu-fp32"));
        assertNotEquals(here, Fingerprint.ofThisMachine("cuda-fp16"));
        assertTrue(here.toString().matches("onnxruntime [0-9.]+, .+, cpu-fp32"), here.toString());
    }
}
