package dev.kinora.outcomes;

import dev.kinora.contract.Topics;
import dev.kinora.objects.ObjectStore;
import dev.kinora.work.Announcer;
import dev.kinora.work.WorkItem;

/** Of a job that is published, in the stages before the last: has storage announce the clip once more. */
final class ClipReminder implements JobEnding.Published {
    private final Announcer announcer;
    private final JobObjects objects;

    ClipReminder(ObjectStore store, Announcer announcer) {
        this.announcer = announcer;
        this.objects = new JobObjects(store);
    }

    /** Says nothing of a clip whose time in the store is over. */
    @Override
    public void announce(WorkItem item) {
        objects.clipTask(item.task().id()).ifPresent(task -> announcer.task(item, Topics.CLIPS, task));
    }
}
