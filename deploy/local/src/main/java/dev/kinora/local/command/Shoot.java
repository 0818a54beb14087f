package dev.kinora.local.command;

import dev.kinora.contract.Failure;
import dev.kinora.contract.FailureException;
import dev.kinora.contract.FailureKind;
import dev.kinora.contract.JobEvent;
import dev.kinora.contract.JobEvent.ClipPublished;
import dev.kinora.contract.JobEvent.JobRejected;
import dev.kinora.contract.JobProgress;
import dev.kinora.local.client.JobListener;
import dev.kinora.local.display.Display;
import dev.kinora.local.display.JobDisplay;
import dev.kinora.local.host.Termination;
import dev.kinora.local.session.Session;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Makes the clips of a command: a few jobs at a time, each shown, fetched and reported as soon as it is done, so that what is
 * finished stays if the rest is broken off. One that fails does not stop the others.
 */
final class Shoot implements JobListener {
    /** Enough that no stage waits for the next job, and few enough to be given up when the user leaves. */
    private static final int AT_ONCE = 8;

    private final Session session;
    private final AnimateReport report;
    private final Display display;
    private final Queue<Scene> waiting = new ArrayDeque<>();
    /** Read by the thread that leaves. */
    private final Map<String, Scene> running = new ConcurrentHashMap<>();

    private final Map<String, JobDisplay> words = new ConcurrentHashMap<>();
    private final List<String> missing = new ArrayList<>();
    private final boolean brief;

    /** @param brief to show each clip in one line, and all of them in a last one */
    Shoot(Session session, AnimateReport report, Display display, boolean brief) {
        this.session = session;
        this.report = report;
        this.display = display;
        this.brief = brief;
    }

    /** Makes them all and returns the exit status: that of the worst. */
    int run(List<Scene> scenes) {
        waiting.addAll(scenes);
        submitMore();
        session.follow(this);
        if (brief) {
            display.keep(sum(scenes.size()));
        }
        return missing.isEmpty() ? 0 : 1;
    }

    /** Settles what becomes of the jobs that have not ended; called by the thread that ends the process. */
    void leave(String name) {
        List<String> unfinished = running.keySet().stream().sorted().toList();
        if (!unfinished.isEmpty()) {
            display.keep(session.leave(unfinished, name));
        }
    }

    @Override
    public void event(JobEvent event) {
        boolean over = event.isFinal();
        // Of a job that is given up because its user leaves, leave() tells.
        if (over && Termination.isAsked() && !(event instanceof ClipPublished)) {
            return;
        }
        Scene scene = running.get(event.id());
        words.get(event.id()).event(event);
        if (over) {
            finish(scene.take(), event);
            submitMore();
        }
    }

    @Override
    public void progress(JobProgress progress) {
        if (!Termination.isAsked()) {
            words.get(progress.id()).progress(progress);
        }
    }

    @Override
    public void waiting() {
        // the session sees to it that there is something to wait for
    }

    private void submitMore() {
        while (running.size() < AT_ONCE && !waiting.isEmpty() && !Termination.isAsked()) {
            submit(waiting.remove());
        }
    }

    private void submit(Scene scene) {
        Take take = scene.take();
        words.put(take.id(), new JobDisplay(display, take.label(), brief));
        try {
            running.put(take.id(), scene);
            session.submit(scene.script().write(session.uploads()));
            display.show(take.label() + "job " + take.id() + " submitted");
        } catch (FailureException refused) {
            if (refused.failure().kind() != FailureKind.BAD_INPUT) {
                throw refused;
            }
            finish(take, new JobRejected(take.id(), refused.failure()));
        } catch (IOException unreadable) {
            Failure failure = Failure.badInput("image", unreadable.toString(), "a readable file");
            finish(take, new JobRejected(take.id(), failure));
        }
    }

    private void finish(Take take, JobEvent last) {
        if (last instanceof ClipPublished published) {
            session.clip(published, take.clip());
            if (take.frames() != null) {
                session.frames(take.id(), take.frames());
            }
        }
        running.remove(take.id());
        display.clear();
        if (report.print(take, last) != 0) {
            missing.add(take.label().replaceFirst(": $", ""));
        }
    }

    private String sum(int all) {
        int made = all - missing.size();
        return missing.isEmpty()
                ? "%d clips made".formatted(made)
                : "%d of %d clips made; not: %s".formatted(made, all, String.join(", ", missing));
    }
}
