package dev.kinora.local.load;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Many listeners, half of them restless, and one that writes down in the ledger what it hears. All must hear the same. */
final class Audience {
    private final List<Listener> listeners = new ArrayList<>();
    private final Listener scribe;

    /** @param count of those who listen beside the scribe */
    Audience(URI service, Tally tally, Ledger ledger, int count) {
        ObjectMapper mapper = new ObjectMapper();
        scribe = new Listener(Clients.open("scribe"), service, tally, false, (position, type, json) -> {
            try {
                ledger.hear(mapper.readTree(json).path("id").asText(), type);
            } catch (JsonProcessingException e) {
                throw new UncheckedIOException(e);
            }
        });
        HttpClient client = Clients.open("listener");
        for (int number = 0; number < count; number++) {
            listeners.add(new Listener(client, service, tally, number % 2 == 1, (position, type, json) -> {}));
        }
    }

    void start() {
        scribe.start();
        listeners.forEach(Listener::start);
    }

    /** Events that the scribe heard. */
    int events() {
        return scribe.heard().size();
    }

    /** How often all together came back. */
    int returns() {
        return listeners.stream().mapToInt(Listener::returns).sum();
    }

    /** Whether each has heard as many as the scribe. */
    boolean isEven() {
        return listeners.stream().allMatch(listener -> listener.heard().size() >= events());
    }

    /** Stops all, and says a line for each that did not hear what the scribe heard, each event once. */
    List<String> faults() {
        scribe.stop();
        listeners.forEach(Listener::stop);
        List<String> right = List.copyOf(scribe.heard());
        List<String> faults = new ArrayList<>();
        if (new HashSet<>(right).size() != right.size()) {
            faults.add("the scribe heard events twice");
        }
        for (int number = 0; number < listeners.size(); number++) {
            List<String> heard = List.copyOf(listeners.get(number).heard());
            if (!heard.equals(right)) {
                faults.add("listener " + number + " heard " + difference(heard, right));
            }
        }
        return faults;
    }

    private static String difference(List<String> heard, List<String> right) {
        Set<String> once = new HashSet<>(heard);
        Set<String> lost = new HashSet<>(right);
        lost.removeAll(once);
        return heard.size() + " events instead of " + right.size() + ", " + lost.size() + " lost, "
                + (heard.size() - once.size()) + " twice";
    }
}
