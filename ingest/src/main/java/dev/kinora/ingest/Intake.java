package dev.kinora.ingest;

import dev.kinora.contract.DeadLetter;
import dev.kinora.contract.Failure;
import dev.kinora.contract.FailureException;
import dev.kinora.contract.FailureKind.Fate;
import dev.kinora.contract.FrameManifest;
import dev.kinora.contract.Job;
import dev.kinora.contract.JobEvent;
import dev.kinora.contract.JobEvent.JobAccepted;
import dev.kinora.contract.JobEvent.JobRejected;
import dev.kinora.contract.JobOutcome;
import dev.kinora.contract.JobParameters;
import dev.kinora.contract.JobTerms;
import dev.kinora.contract.ModelAnnouncement;
import dev.kinora.contract.ObjectRef;
import dev.kinora.contract.StageTask;
import dev.kinora.contract.Stages;
import dev.kinora.contract.Topics;
import dev.kinora.ingest.model.AnnouncedModels;
import dev.kinora.ingest.request.ImageSource;
import dev.kinora.ingest.request.JobRequest;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * What becomes of one request.
 *
 * <p>The order makes a crash harmless wherever it happens, because the request is then delivered again: what is written
 * first is found again, what was announced is announced again under the same id. First the still or the frames, then
 * {@code job.json}, which decides who owns the id; then {@code JobAccepted}, so that it stands before all other events of the
 * job; last the task. Of a job that has ended its last event is told again, and no work is done.
 */
final class Intake {
    /** The record itself stays on its topic for a month; a larger body would not fit on the topic of dead letters. */
    private static final int LARGEST_LETTER_BYTES = 256 << 10;

    private final JobFolder jobs;
    private final AnnouncedModels models;
    private final JobEnds ends;
    private final IngestMessages messages;
    private final LinkedPictures links;
    private final EventHooks hooks;

    Intake(JobFolder jobs, AnnouncedModels models, JobEnds ends, IngestMessages messages, Outward outward) {
        this.jobs = jobs;
        this.models = models;
        this.links = outward.links();
        this.hooks = outward.hooks();
        this.ends = ends;
        this.messages = messages;
    }

    /** What a request may name of other people's hosts. */
    record Outward(LinkedPictures links, EventHooks hooks) {}

    /**
     * Makes a request a job, or tells its sender why not.
     *
     * @throws FailureException if broker or store are away, or for a fault of ours; nothing is decided then
     * @throws InterruptedException if the stage ends meanwhile
     */
    void take(IncomingRequest request) throws InterruptedException {
        String id = request.derivedId();
        try {
            JobRequest wanted = JobRequest.parse(request.body());
            id = wanted.id().orElse(id);
            JobTerms terms = wanted.terms(request.sent());
            Optional<StoredJob> known = jobs.find(id);
            if (known.isEmpty() && hasEnded(id, terms, request)) {
                ends.of(id, terms.deadline()).flatMap(JobOutcome::event).ifPresent(event -> hooks.tell(event, request));
                return; // cancelled before it came, or too late
            }
            Optional<StoredJob> job = known.isPresent() ? known : create(id, wanted, terms, request);
            job.ifPresent(stored -> proceed(stored, request));
        } catch (FailureException refusal) {
            if (refusal.failure().kind().fate() != Fate.FAIL) {
                throw refusal;
            }
            reject(id, refusal.failure(), request);
        }
    }

    /** Tells that a request becomes no job. */
    void reject(String id, Failure failure, IncomingRequest request) {
        JobRejected rejected = new JobRejected(id, failure);
        tell(rejected, request);
        hooks.tell(rejected, request);
    }

    /** Sets a request aside that cannot be decided, and says so. */
    void giveUp(IncomingRequest request, Failure failure, int attempt) {
        String body =
                request.body().length > LARGEST_LETTER_BYTES ? "" : new String(request.body(), StandardCharsets.UTF_8);
        DeadLetter letter = new DeadLetter(
                request.topic(),
                request.partition(),
                request.offset(),
                idOf(request),
                Stages.INGEST,
                failure,
                "",
                attempt,
                attempt,
                request.traceparent().orElse(null),
                idOf(request),
                Map.of(),
                body);
        messages.send(Topics.DEAD_LETTERS, letter.id(), letter, request.traceparent());
        reject(letter.id(), failure, request);
    }

    /**
     * Refuses what {@link #take} would refuse, as far as that is known without looking at the picture.
     *
     * @throws FailureException naming the first field that is wrong
     * @throws InterruptedException if the stage ends meanwhile
     */
    void check(byte[] request) throws InterruptedException {
        JobRequest wanted = JobRequest.parse(request);
        wanted.id();
        hooks.require(wanted.terms(Instant.now()));
        Resolved resolved = resolve("", wanted);
        wanted.labels();
        if (resolved.frames().isEmpty() && wanted.takeImage() instanceof ImageSource.Linked linked) {
            links.require(linked, request);
        }
    }

    /** Empty if the picture is still to be fetched: the request comes again when it is there. */
    private Optional<StoredJob> create(String id, JobRequest wanted, JobTerms terms, IncomingRequest request)
            throws InterruptedException {
        hooks.require(terms);
        Resolved resolved = resolve(id, wanted);
        Map<String, String> labels = wanted.labels();
        Function<ObjectRef, Job> job = source -> new Job(
                id, resolved.model(), source, resolved.parameters(), terms, labels, request.sha256(), request.owner());
        if (resolved.frames().isPresent()) {
            return Optional.of(jobs.create(resolved.frames().get(), id, job));
        }
        ImageSource image = wanted.takeImage();
        return image instanceof ImageSource.Linked linked
                ? links.create(linked, id, request, fetched -> jobs.create(fetched, id, job))
                : Optional.of(jobs.create(image, id, job));
    }

    /** What a request means now. */
    private record Resolved(String model, JobParameters parameters, Optional<FrameManifest> frames) {}

    private Resolved resolve(String id, JobRequest wanted) throws InterruptedException {
        ModelAnnouncement model = models.require(wanted.model());
        Optional<FrameManifest> frames = wanted.keyFrames().map(jobs::keyFrames);
        JobParameters parameters = frames.isPresent()
                ? wanted.parameters(model, id, frames.get())
                : wanted.parameters(model, id, jobs::lora);
        models.requireInterpolation(model, parameters.interpolation());
        return new Resolved(model.name(), parameters, frames);
    }

    /** Of a job that may be new or known, open or ended: the request is the one it was made of, or refused. */
    private void proceed(StoredJob stored, IncomingRequest request) {
        Job job = stored.job();
        if (!job.requestSha256().equals(request.sha256())) {
            throw FailureException.badInput(
                    "id", job.id() + ", the id of another request", "an id of its own, or the same request again");
        }
        // Asked here also of a new job: what a cancel had to remove may have been written after it.
        if (!hasEnded(job.id(), job.terms(), request)) {
            announce(stored, request.traceparent());
        }
    }

    /** Whether the job has ended; if so, says again how. */
    private boolean hasEnded(String id, JobTerms terms, IncomingRequest request) {
        Optional<JobOutcome> end = ends.of(id, terms.deadline());
        end.ifPresent(outcome -> ends.tell(outcome, request.traceparent()));
        return end.isPresent();
    }

    /** Says that the job is accepted, and hands it on. */
    void announce(StoredJob stored, Optional<String> traceparent) {
        Job job = stored.job();
        JobEvent accepted = new JobAccepted(job.id(), job.model(), job.parameters(), job.labels(), job.owner());
        messages.send(Topics.EVENTS, job.id(), accepted, traceparent);
        if (job.bringsFrames()) {
            StageTask.afterFrames(job, jobs.frames(job), job.source())
                    .forEach(task -> messages.send(Topics.FRAMES, job.id(), task, traceparent));
        } else {
            StageTask task = StageTask.of(job, stored.ref());
            messages.send(Topics.jobs(job.model(), job.terms().priority()), job.id(), task, traceparent);
        }
    }

    private void tell(JobEvent event, IncomingRequest request) {
        messages.send(Topics.EVENTS, event.id(), event, request.traceparent());
    }

    private static String idOf(IncomingRequest request) {
        try {
            return JobRequest.parse(request.body()).id().orElseGet(request::derivedId);
        } catch (FailureException unreadable) {
            return request.derivedId();
        }
    }
}
