package dev.kinora.objects;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A store behind a link of a megabyte a second: slow is not away. */
class SlowStoreTest extends RealStore {
    private static final int BYTES_A_SECOND = 1_000_000;

    @Test
    void aFileOfSeveralPartsGoesThereAndBack() throws Exception {
        byte[] body = new byte[(5 << 20) + 12345];
        new Random(2).nextBytes(body);
        Path file = Files.write(folder.resolve("clip"), body);
        StoreSettings near = StoreSettings.from(servers::setting);
        try (SlowLink link = new SlowLink(URI.create(near.endpoint()).getPort(), BYTES_A_SECOND);
                ObjectStore slow = new ObjectStore(new StoreSettings(
                        link.endpoint(), near.region(), near.bucket(), near.accessKey(), near.secretKey()))) {
            slow.ensureBucket();
            slow.put("slow.bin", file, "application/octet-stream");
            Path target = folder.resolve("copy");
            slow.download("slow.bin", target);
            assertEquals(-1, Files.mismatch(file, target));
        }
    }
}
