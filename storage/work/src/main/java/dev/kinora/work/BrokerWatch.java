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
    private final BrokerSettings broker;
    private volatile boolean connected;
    private boolean troubled;

    BrokerWatch(String stage, BrokerSettings broker) {
        this.stage = stage;
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

    /** Takes what ended an attempt to take work. */
    void report(RuntimeException problem) {
        trouble(Failures.of(problem).message());
        LOG.debug("the attempt to take work ended", problem);
    }

    private void wellAgain() {
        connected = true;
        if (troubled) {
            troubled = false;
            LOG.infof("%s takes work again from the broker at %s", stage, broker.bootstrapServers());
        }
    }

    private void trouble(String reason) {
        connected = false;
        if (!troubled) {
            troubled = true;
            LOG.warnf("%s cannot take work and keeps trying, broker %s: %s", stage, broker.bootstrapServers(), reason);
        }
    }
}
