package dev.kinora.ingest;

import dev.kinora.contract.Failure;
import dev.kinora.contract.FailureException;
import dev.kinora.contract.FrameManifest;
import dev.kinora.contract.FrameManifest.Chunk;
import dev.kinora.contract.FrameRange;
import dev.kinora.contract.ObjectKeys;
import dev.kinora.contract.ObjectRef;
import dev.kinora.ingest.request.UploadKey;
import dev.kinora.objects.ObjectStore;
import dev.kinora.work.MessageCodec;
import java.util.ArrayList;
import java.util.List;

/**
 * Puts frames that a job brings where generated ones would lie. The archives are copied within the store and not opened:
 * what is in them is looked at by the worker that needs it.
 */
final class KeyFrameIntake {
    private static final String FIELD = "keyFrames";
    private static final int MOST_MANIFEST_BYTES = 1 << 20;
    private static final int MOST_FRAMES = 1024;

    private final ObjectStore store;
    private final MessageCodec codec = new MessageCodec();

    KeyFrameIntake(ObjectStore store) {
        this.store = store;
    }

    /**
     * Reads the manifest that a request names.
     *
     * @throws FailureException BAD_INPUT if it is none, its chunks are not alike, or their archives are not as it says
     */
    FrameManifest read(String key) {
        long bytes = stored("key", key).bytes();
        if (bytes > MOST_MANIFEST_BYTES) {
            throw refusal("key", bytes + " bytes", "a manifest of at most " + MOST_MANIFEST_BYTES + " bytes (1 MiB)");
        }
        FrameManifest frames = parse(store.get(key));
        if (frames.frames() < 1 || frames.frames() > MOST_FRAMES) {
            throw refusal("frames", frames.frames(), "1 to " + MOST_FRAMES);
        }
        List<FrameRange> found = frames.chunks().stream()
                .map(chunk -> new FrameRange(chunk.first(), chunk.last()))
                .toList();
        if (!found.equals(FrameRange.chunks(frames.frames(), found.get(0).last() + 1))) {
            throw refusal("chunks", "chunks of other sizes", "as many frames in each, the last one perhaps with fewer");
        }
        frames.chunks().forEach(this::requireUploaded);
        return frames;
    }

    /** Makes them frames of a job and returns the reference of their manifest there. */
    ObjectRef take(String id, FrameManifest frames) {
        List<Chunk> chunks = new ArrayList<>();
        for (Chunk chunk : frames.chunks()) {
            ObjectRef archive = chunk.archive();
            String key = ObjectKeys.frames(id, chunk.first(), chunk.last());
            store.copy(archive.key(), key);
            ObjectRef copy = new ObjectRef(key, archive.bytes(), archive.sha256());
            chunks.add(new Chunk(chunk.first(), chunk.last(), copy));
        }
        FrameManifest taken = new FrameManifest(frames.width(), frames.height(), frames.frames(), chunks, null);
        return store.put(ObjectKeys.manifest(id), codec.write(taken), "application/json");
    }

    /** A manifest of ours that is wrong would be a fault of ours. */
    private FrameManifest parse(byte[] manifest) {
        try {
            return codec.read(manifest, FrameManifest.class);
        } catch (FailureException wrong) {
            Failure failure = wrong.failure();
            throw refusal(failure.field(), failure.found(), failure.expected());
        }
    }

    private void requireUploaded(Chunk chunk) {
        String field = "chunks.archive";
        String key =
                UploadKey.require(FIELD + "." + field + ".key", chunk.archive().key());
        ObjectRef stored = stored(field + ".key", key);
        // Programs other than ours leave no checksum.
        ObjectRef found = stored.sha256().isEmpty() ? store.measure(key) : stored;
        if (!found.equals(chunk.archive())) {
            throw refusal(field, found, chunk.archive() + ", as the manifest says");
        }
    }

    private ObjectRef stored(String field, String key) {
        return store.stat(key).orElseThrow(() -> refusal(field, key, "the key of an object that exists"));
    }

    private static FailureException refusal(String field, Object found, String expected) {
        return FailureException.badInput(FIELD + "." + field, found, expected);
    }
}
