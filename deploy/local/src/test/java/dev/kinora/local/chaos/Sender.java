package dev.kinora.local.chaos;

import dev.kinora.contract.FailureException;
import dev.kinora.contract.JobCommand;
import dev.kinora.contract.ObjectKeys;
import dev.kinora.contract.ObjectRef;
import dev.kinora.contract.StageTask;
import dev.kinora.contract.Topics;
import dev.kinora.work.BrokerSettings;
import dev.kinora.work.MessageSender;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Sends what the plan says, again and again while the broker is away, as a careful user would. */
final class Sender implements AutoCloseable {
    private final MessageSender sender;

    Sender(BrokerSettings broker) {
        this.sender = new MessageSender(broker, "chaos");
    }

    /** Sends a job, as often and with whatever its fate asks for. */
    void send(PlannedJob job) {
        switch (job.fate()) {
            case BROKEN -> {
                ObjectRef nothing = new ObjectRef(ObjectKeys.manifest(job.id()), 1, "0".repeat(64));
                send(Topics.FRAMES, job.id(), new StageTask(job.id(), nothing));
            }
            case DUPLICATED -> {
                request(job);
                request(job);
                request(job);
            }
            case CLASHING -> {
                request(job);
                Map<String, Object> other = new LinkedHashMap<>(job.request());
                other.put("seed", 8);
                send(Topics.REQUESTS, job.id(), other);
            }
            default -> request(job);
        }
    }

    /** Cancels a job. */
    void cancel(String id) {
        send(Topics.CONTROL, id, new JobCommand.Cancel(id, "chaos"));
    }

    @Override
    public void close() {
        sender.close();
    }

    private void request(PlannedJob job) {
        send(Topics.REQUESTS, job.id(), job.request());
    }

    private void send(String topic, String key, Object message) {
        while (true) {
            try {
                sender.send(topic, key, message, Optional.empty());
                return;
            } catch (FailureException away) {
                System.out.println("  sending again: " + away.failure().message());
            }
        }
    }
}
