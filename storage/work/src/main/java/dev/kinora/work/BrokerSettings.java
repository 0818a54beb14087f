package dev.kinora.work;

import dev.kinora.contract.FailureException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * How to reach the broker: {@code kafka.bootstrap.servers} and every other {@code kafka.*} setting, handed to each client
 * as it stands, so that SASL and TLS need no word here.
 *
 * @param client settings as Kafka's clients name them, without the {@code kafka.} prefix
 */
public record BrokerSettings(Map<String, Object> client) {
    /** Key of the only setting that must be there. */
    public static final String BOOTSTRAP_SERVERS = "kafka.bootstrap.servers";

    private static final String PREFIX = "kafka.";

    public BrokerSettings {
        client = Map.copyOf(client);
        if (client.getOrDefault("bootstrap.servers", "").toString().isBlank()) {
            throw FailureException.badInput(BOOTSTRAP_SERVERS, "nothing", "host:port of at least one broker");
        }
    }

    /**
     * Picks the {@code kafka.*} settings out of a configuration.
     *
     * @param lookup value of a setting
     * @param names of all settings there are; others than {@code kafka.*} are passed over
     * @throws FailureException BAD_INPUT without {@code kafka.bootstrap.servers}
     */
    public static BrokerSettings from(Function<String, Optional<String>> lookup, Iterable<String> names) {
        Map<String, Object> client = new HashMap<>();
        lookup.apply(BOOTSTRAP_SERVERS).ifPresent(servers -> client.put("bootstrap.servers", servers));
        for (String name : names) {
            if (name.startsWith(PREFIX)) {
                lookup.apply(name).ifPresent(value -> client.put(name.substring(PREFIX.length()), value));
            }
        }
        return new BrokerSettings(client);
    }

    /** As {@link #from(Function, Iterable)}, from settings already read. */
    public static BrokerSettings from(Map<String, String> settings) {
        return from(name -> Optional.ofNullable(settings.get(name)), settings.keySet());
    }

    /** The brokers' addresses, as given. */
    public String bootstrapServers() {
        return client.get("bootstrap.servers").toString();
    }

    /** Only the addresses: other settings may be passwords. */
    @Override
    public String toString() {
        return "BrokerSettings[" + bootstrapServers() + "]";
    }

    /** The settings, with defaults of one client where they say nothing. */
    Map<String, Object> over(Map<String, Object> defaults) {
        Map<String, Object> all = new HashMap<>(defaults);
        all.putAll(client);
        return all;
    }

    /** The settings with those of one client on top. */
    Map<String, Object> with(Map<String, Object> own) {
        Map<String, Object> all = new HashMap<>(client);
        all.putAll(own);
        return all;
    }
}
