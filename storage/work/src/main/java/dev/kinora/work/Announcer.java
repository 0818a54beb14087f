package dev.kinora.work;

import dev.kinora.contract.Failure;
import dev.kinora.contract.JobEvent;
import dev.kinora.contract.JobEvent.JobCancelled;
import dev.kinora.contract.JobEvent.JobFailed;
import dev.kinora.contract.JobEvent.JobStarted;
import dev.kinora.contract.JobProgress;
import dev.kinora.contract.ModelAnnouncement;
import dev.kinora.contract.StageTask;
import dev.kinora.contract.Topics;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * What a stage has to say: events, progress and tasks for the next stage, each with the headers of {@link MessageHeaders}
 * and in the trace of the item that caused it. Everything but progress is safe with the broker when the method returns.
 * Thread-safe.
 */
public final class Announcer implements WorkOutcome {
    private final BrokerSettings broker;
    private final String stage;
    private final Outlet outlet;
    private final String worker = host() + "-" + ProcessHandle.current().pid();
    private final MessageCodec codec = new MessageCodec();

    /** Where messages leave: a stage's messaging channel. */
    @FunctionalInterface
    public interface Outlet {
        /** Sends the message; the answer completes once the broker has it. */
        CompletionStage<Void> send(ProducerRecord<String, byte[]> message);
    }

    /**
     * @param broker named where it fails
     * @param stage named as the sender
     * @param outlet that messages leave by
     */
    public Announcer(BrokerSettings broker, String stage, Outlet outlet) {
        this.broker = broker;
        this.stage = stage;
        this.outlet = outlet;
    }

    /** Host and process of this worker, as events name it. */
    public String worker() {
        return worker;
    }

    /** Says that this worker begins with the item. */
    public void started(WorkItem item) {
        JobStarted started = new JobStarted(item.task().id(), stage, worker, item.attempt());
        await(send(Topics.EVENTS, started.id(), started, item.traceparent()));
    }

    /**
     * Tells a fact about the item's job.
     *
     * @throws LeaseEndedException if the item is not this worker's any more: whoever has it tells
     */
    public void event(WorkItem cause, JobEvent event) {
        cause.lease().confirm();
        await(send(Topics.EVENTS, event.id(), event, cause.traceparent()));
    }

    /**
     * Hands the job on to the stage that works on the topic.
     *
     * @throws LeaseEndedException as {@link #event}
     */
    public void task(WorkItem cause, String topic, StageTask task) {
        cause.lease().confirm();
        await(send(topic, task.id(), task, cause.traceparent()));
    }

    /** Tells how far the item is. Does not wait: progress may be lost, and the answer says when or why. */
    public CompletionStage<Void> progress(WorkItem cause, JobProgress progress) {
        return send(Topics.PROGRESS, progress.id(), progress, cause.traceparent());
    }

    /** Tells that this worker knows a model. */
    public void model(ModelAnnouncement model) {
        await(send(Topics.MODELS, model.name(), model, Optional.empty()));
    }

    @Override
    public boolean hasEnded(WorkItem item) {
        return false;
    }

    @Override
    public void cancelled(WorkItem item, String reason) {
        event(item, new JobCancelled(item.task().id(), reason));
    }

    @Override
    public void failed(WorkItem item, Failure failure) {
        event(item, new JobFailed(item.task().id(), stage, failure));
    }

    private CompletionStage<Void> send(String topic, String key, Object message, Optional<String> traceparent) {
        return outlet.send(new ProducerRecord<>(
                topic, null, key, codec.write(message), MessageHeaders.create(message, stage, traceparent)));
    }

    private void await(CompletionStage<Void> sent) {
        try {
            sent.toCompletableFuture().get();
        } catch (ExecutionException e) {
            throw BrokerFailures.of(broker, "announce", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw BrokerFailures.of(broker, "announce", e);
        }
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "unknown-host";
        }
    }
}
