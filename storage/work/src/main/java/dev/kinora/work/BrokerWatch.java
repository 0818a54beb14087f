package dev.kinora.work;

import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.jboss.logging.Logger;

/**
 * Notices when the broker goes away and comes back, and says each once. A share consumer reconnects by itself and its polls
 * merely return nothing meanwhile; only its count of connections tells.
 */
public final class BrokerWatch {
    private static final Logger LOG = Logger.getLogger(BrokerWatch.class);

    private final String stage;
    private final String deed;
    private final BrokerSettings broker;
    private volatile boolean connected;
    private volatile String reason = "not connected yet";
    private boolean troubled;

    /** @param deed that needs the broker, e.g. {@code take work} */
    public BrokerWatch(String stage, String deed, BrokerSettings broker) {
        this.stage = stage;
        this.deed = deed;
        this.broker = broker;
    }

    public boolean isConnected() {
        return connected;
    }

    /** Why it cannot be done now, in words for a person; empty if it can. */
    public Optional<String> missing() {
        return connected
                ? Optional.empty()
                : Optional.of("cannot " + deed + ", broker " + broker.bootstrapServers() + ": " + reason);
    }

    /** Takes the client's own word, after a poll. */
    public void look(Map<MetricName, ? extends Metric> metrics) {
        double connections = metrics.entrySet().stream()
                .filter(entry -> entry.getKey().name().equals("connection-count"))
                .map(entry -> (Double) entry.getValue().metricValue())
                .findFirst()
                .orElse(1.0);
        if (connections > 0) {
            wellAgain();
        } else {
            trouble("no connection");
        }
    }

    /** Takes what ended an attempt. */
    public void report(RuntimeException problem) {
        trouble(Failures.of(problem).message());
        LOG.debugf(problem, "%s tried to %s", stage, deed);
    }

    /** Takes it that all is well. */
    public void wellAgain() {
        connected = true;
        if (troubled) {
            troubled = false;
            LOG.infof("%s can %s again, broker %s", stage, deed, broker.bootstrapServers());
        }
    }

    private void trouble(String why) {
        connected = false;
        reason = why;
        if (!troubled) {
            troubled = true;
            LOG.warnf("%s cannot %s and keeps trying, broker %s: %s", stage, deed, broker.bootstrapServers(), why);
        }
    }
}
