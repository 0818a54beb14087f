package dev.kinora.contract;

/** Where a job's objects lie in the bucket: every key is a function of the job's id. */
public final class ObjectKeys {
    /** Pictures too large for a message are put under this prefix first. */
    public static final String UPLOADS = "uploads/";

    private ObjectKeys() {}

    /** The normalised picture, PNG. */
    public static String still(String id) {
        return job(id, "still.png");
    }

    /** The resolved job: {@link Job}. */
    public static String job(String id) {
        return job(id, "job.json");
    }

    /** How the job ended: {@link JobOutcome}. */
    public static String outcome(String id) {
        return job(id, "outcome.json");
    }

    /** That the job was begun once more: {@link JobRetry}. */
    public static String retry(String id) {
        return job(id, "retry.json");
    }

    /** What every object of a job begins with, but for what is published. */
    public static String folder(String id) {
        return job(id, "");
    }

    /** What every checkpoint of a job begins with. */
    public static String checkpoints(String id) {
        return job(id, "checkpoint/");
    }

    /** A decoded chunk of frames, both ends inclusive. */
    public static String frames(String id, int first, int last) {
        return job(id, "frames/%04d-%04d.zip".formatted(first, last));
    }

    /** A chunk of frames with those in between, both ends inclusive, counted with them. */
    public static String interpolated(String id, FrameRange frames) {
        return job(id, "interpolated/%04d-%04d.zip".formatted(frames.first(), frames.last()));
    }

    /** What every window of a chunk begins with: frames in between that wait for the rest of {@link #interpolated}. */
    public static String windows(String id, FrameRange chunk) {
        return job(id, "windows/%04d-%04d/".formatted(chunk.first(), chunk.last()));
    }

    /** {@link FrameManifest} of frames with those in between. */
    public static String interpolatedManifest(String id) {
        return job(id, "interpolated/manifest.json");
    }

    /** {@link FrameManifest}. */
    public static String manifest(String id) {
        return job(id, "frames/manifest.json");
    }

    /** The encoded clip before it is verified. */
    public static String clip(String id) {
        return job(id, "clip.mp4");
    }

    /** The clip's first frame, JPEG. */
    public static String poster(String id) {
        return job(id, "poster.jpg");
    }

    /** The published clip. */
    public static String publishedClip(String id) {
        return "clips/" + JobId.require(id) + ".mp4";
    }

    /** The published poster. */
    public static String publishedPoster(String id) {
        return "clips/" + JobId.require(id) + ".jpg";
    }

    /** {@link ClipResult}. */
    public static String publishedResult(String id) {
        return "clips/" + JobId.require(id) + ".json";
    }

    /** Whether the key is one of a job's frames or of those in between, or their manifest. */
    public static boolean isFrames(String id, String key) {
        return key.startsWith(job(id, "frames/")) || key.startsWith(job(id, "interpolated/"));
    }

    /** Whether the key is of work in hand: a checkpoint, or a window of a chunk that is not done. */
    public static boolean isOfWorkInHand(String id, String key) {
        return key.startsWith(checkpoints(id)) || key.startsWith(job(id, "windows/"));
    }

    private static String job(String id, String name) {
        return "jobs/" + JobId.require(id) + "/" + name;
    }
}
