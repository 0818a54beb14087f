package dev.kinora.work;

import java.util.Map;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.jboss.logging.Logger;

/**
 * Notices when the broker goes away and comes back, and says each once. A share consumer reconnects by itself and its polls
 * merely return nothing meanwhile; only its count of connections tells.
 */
final class BrokerWatch {
    private static final Logger LOG = Logger.getLogger(BrokerWatch.class);

    private final String stage;
    private final String deed;
    private final BrokerSettings broker;
    private volatile boolean connected;
    private boolean troubled;

    /** @param deed that needs the broker, e.g. {@code take work} */
    BrokerWatch(String stage, String deed, BrokerSettings broker) {
        this.stage = stage;
        this.deed = deed;
        this.broker = broker;
    }

    boolean isConnected() {
        return connected;
    }

    /** Takes the client's own word, after a poll. */
    void look(Map<MetricName, ? extends Metric> metrics) {
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
    void report(RuntimeException problem) {
        trouble(Failures.of(problem).message());
        LOG.debugf(problem, "%s tried to %s", stage, deed);
    }

    void wellAgain() {
        connected = true;
        if (troubled) {
            troubled = false;
            LOG.infof("%s can %s again, broker %s", stage, deed, broker.bootstrapServers());
        }
    }

    private void trouble(String reason) {
        connected = false;
        if (!troubled) {
            troubled = true;
            LOG.warnf("%s cannot %s and keeps trying, broker %s: %s", stage, deed, broker.bootstrapServers(), reason);
        }
    }
}
