package dev.kinora.work;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.kinora.contract.FailureException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BrokerSettingsTest {
    private static final Map<String, String> SETTINGS = Map.of(
            "kafka.bootstrap.servers", "one:9092,two:9092",
            "kafka.security.protocol", "SASL_SSL",
            "kafka.sasl.jaas.config", "password=secret",
            "kinora.store.endpoint", "http://store");

    @Test
    void everyKafkaSettingIsPassedOnAndNoOther() {
        assertEquals(
                Map.of(
                        "bootstrap.servers", "one:9092,two:9092",
                        "security.protocol", "SASL_SSL",
                        "sasl.jaas.config", "password=secret"),
                BrokerSettings.from(SETTINGS).client());
    }

    @Test
    void theBrokersAddressMustBeThere() {
        FailureException refusal = assertThrows(
                FailureException.class, () -> BrokerSettings.from(Map.of("kafka.security.protocol", "SSL")));

        assertEquals("kafka.bootstrap.servers", refusal.failure().field());
    }

    @Test
    void secretsAreNotPrinted() {
        assertFalse(BrokerSettings.from(SETTINGS).toString().contains("secret"));
    }
}
