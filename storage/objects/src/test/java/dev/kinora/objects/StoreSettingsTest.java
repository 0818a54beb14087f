package dev.kinora.objects;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.kinora.contract.FailureException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StoreSettingsTest {
    private final Map<String, String> settings = new HashMap<>(Map.of(
            "kinora.store.endpoint", "https://store.example:9000",
            "kinora.store.access-key", "key",
            "kinora.store.secret-key", "secret"));

    @Test
    void regionAndBucketHaveDefaults() {
        assertEquals(new StoreSettings("https://store.example:9000", "us-east-1", "kinora", "key", "secret"), read());
    }

    @Test
    void everythingCanBeSet() {
        settings.put("kinora.store.region", "eu-west-1");
        settings.put("kinora.store.bucket", "clips");

        assertEquals(new StoreSettings("https://store.example:9000", "eu-west-1", "clips", "key", "secret"), read());
    }

    @Test
    void whatIsMissingIsNamed() {
        settings.remove("kinora.store.secret-key");

        assertEquals("kinora.store.secret-key", refusal().failure().field());
    }

    @Test
    void anEndpointIsAnAddressWithoutPath() {
        for (String wrong : new String[] {"store.example:9000", "ftp://store", "http://store/bucket", "http://a b"}) {
            settings.put("kinora.store.endpoint", wrong);
            assertEquals("kinora.store.endpoint", refusal().failure().field(), wrong);
            assertEquals(wrong, refusal().failure().found());
        }
    }

    @Test
    void theSecretIsNotPrinted() {
        assertFalse(read().toString().contains("secret"));
    }

    private FailureException refusal() {
        return assertThrows(FailureException.class, this::read);
    }

    private StoreSettings read() {
        return StoreSettings.from(name -> Optional.ofNullable(settings.get(name)));
    }
}
