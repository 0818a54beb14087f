package dev.kinora.storage;

import dev.kinora.contract.JobId;
import dev.kinora.objects.StoredObject;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.Stream;

/**
 * The objects of a listing, those of one job at a time. A store lists keys in their order, so what belongs together comes
 * together, and no more than that is held in memory.
 */
final class KeyGroups implements Iterator<KeyGroups.Group> {
    private final Iterator<StoredObject> objects;
    private final String prefix;
    private final char end;
    private StoredObject next;

    /**
     * @param prefix before a job's id in each key
     * @param end the character behind it
     */
    KeyGroups(Stream<StoredObject> listing, String prefix, char end) {
        this.objects = listing.iterator();
        this.prefix = prefix;
        this.end = end;
        advance();
    }

    /** What lies under the name of a job. */
    record Group(String name, List<StoredObject> objects) {}

    @Override
    public boolean hasNext() {
        return next != null;
    }

    @Override
    public Group next() {
        if (next == null) {
            throw new NoSuchElementException();
        }
        String name = name(next);
        List<StoredObject> group = new ArrayList<>();
        while (next != null && name.equals(name(next))) {
            group.add(next);
            advance();
        }
        return new Group(name, group);
    }

    /** Passes over keys that are no job's: what somebody else put there stays. */
    private void advance() {
        next = null;
        while (next == null && objects.hasNext()) {
            StoredObject candidate = objects.next();
            next = JobId.isLegal(name(candidate)) ? candidate : null;
        }
    }

    private String name(StoredObject object) {
        int at = object.key().indexOf(end, prefix.length());
        return at < 0 ? "" : object.key().substring(prefix.length(), at);
    }
}
