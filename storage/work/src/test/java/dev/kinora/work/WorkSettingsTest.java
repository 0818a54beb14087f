package dev.kinora.work;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kinora.contract.FailureException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WorkSettingsTest {
    @Test
    void whereNobodySaysAnythingTheDefaultsHold() {
        WorkPolicy policy = read(Map.of("kinora.storage.url-validity", "1h"));

        assertEquals(WorkPolicy.DEFAULT, policy);
        assertEquals(new GrowingDelay(Duration.ofSeconds(1), 2, Duration.ofSeconds(30), 0), policy.dependency());
        assertEquals(new GrowingDelay(Duration.ofSeconds(1), 4, Duration.ofMinutes(5), 0.25), policy.retry());
        assertEquals(3, policy.mostFailures());
        assertEquals(8, policy.mostDeliveries());
        assertEquals(Duration.ofSeconds(4), policy.grace());
    }

    @Test
    void everySettingCounts() {
        WorkPolicy policy = read(Map.of(
                "kinora.work.dependency-longest-wait", "500ms",
                "kinora.work.retry-first-delay", "2s",
                "kinora.work.retry-factor", "1.5",
                "kinora.work.retry-longest-delay", "PT1M",
                "kinora.work.most-failures", "5",
                "kinora.work.most-deliveries", "4",
                "kinora.work.grace", "1.5s"));

        assertEquals(new GrowingDelay(Duration.ofMillis(500), 2, Duration.ofMillis(500), 0), policy.dependency());
        assertEquals(new GrowingDelay(Duration.ofSeconds(2), 1.5, Duration.ofMinutes(1), 0.25), policy.retry());
        assertEquals(5, policy.mostFailures());
        assertEquals(4, policy.mostDeliveries());
        assertEquals(Duration.ofMillis(1500), policy.grace());
    }

    @Test
    void anEnvironmentVariablesNameIsKnown() {
        Map<String, String> settings = Map.of("kinora.work.most-failures", "4", "kinora.work.most.failures", "4");

        assertEquals(4, read(settings).mostFailures());
    }

    @ParameterizedTest
    @CsvSource({
        "kinora.work.grace, soon, kinora.work.grace",
        "kinora.work.grace, 0s, kinora.work.grace",
        "kinora.work.most-failures, 0, kinora.work.most-failures",
        "kinora.work.most-failures, 1.5, kinora.work.most-failures",
        "kinora.work.retry-factor, 0.5, kinora.work.retry-factor",
        "kinora.work.retry-longest-delay, 100ms, kinora.work.retry-longest-delay",
        "kinora.work.patience, 1, kinora.work.patience"
    })
    void whatIsNoneIsRefusedByName(String key, String value, String field) {
        FailureException refusal = assertThrows(FailureException.class, () -> read(Map.of(key, value)));

        assertEquals(field, refusal.failure().field());
    }

    @Test
    void aDelayGrowsToItsLongestAndVariesByItsJitter() {
        GrowingDelay exact = new GrowingDelay(Duration.ofSeconds(1), 4, Duration.ofSeconds(10), 0);
        assertEquals(Duration.ofSeconds(1), exact.after(1));
        assertEquals(Duration.ofSeconds(4), exact.after(2));
        assertEquals(Duration.ofSeconds(10), exact.after(3));
        assertEquals(Duration.ofSeconds(10), exact.after(2000));

        GrowingDelay varied = new GrowingDelay(Duration.ofSeconds(1), 4, Duration.ofSeconds(10), 0.25);
        long least = Long.MAX_VALUE;
        long most = 0;
        for (int draw = 0; draw < 1000; draw++) {
            long millis = varied.after(2).toMillis();
            least = Math.min(least, millis);
            most = Math.max(most, millis);
        }
        assertTrue(least >= 3000 && least < 3200, least + " ms");
        assertTrue(most <= 5000 && most > 4800, most + " ms");
        assertEquals(Duration.ofMillis(12_500), varied.longestWithJitter());
    }

    private static WorkPolicy read(Map<String, String> settings) {
        return WorkSettings.read(name -> Optional.ofNullable(settings.get(name)), settings.keySet());
    }
}
