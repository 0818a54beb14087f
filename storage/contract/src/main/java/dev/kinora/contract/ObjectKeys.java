package dev.kinora.contract;

/** Where a job's objects lie in the bucket: every key is a function of the job's id. */
public final class ObjectKeys {
    /** Pictures too large for a message are put under this prefix first. */
    public static final String UPLOADS = "uploads/";

    /** What every object of every job begins with, but for what is published. */
    public static final String JOBS = "jobs/";

    private ObjectKeys() {}

    /** The normalised picture, PNG. */
    public static String still(String id) {
        return job(id, "still.png");
    }

    /** Whether the key is a {@link #still}, of whatever job. */
    public static boolean isStill(String key) {
        return key.startsWith(JOBS) && key.endsWith("/still.png");
    }

    /** A picture as it was fetched for a request of that SHA-256, until the request is decided. */
    public static String fetched(String id, String requestSha256) {
        return job(id, "fetched/" + requestSha256);
    }

    /** {@link WebhookLog} of a message. */
    public static String webhook(String id, String message) {
        return webhooks(id) + message + ".json";
    }

    /** What the logs of a job's webhooks begin with. They outlive what the job has made. */
    public static String webhooks(String id) {
        return job(id, "webhooks/");
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

    /** What every {@link StageAttempt} of a job begins with. */
    public static String attempts(String id) {
        return job(id, "attempts/");
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

    /** The clip's beginning, small, animated GIF. */
    public static String preview(String id) {
        return job(id, "preview.gif");
    }

    /** The published clip. */
    public static String publishedClip(String id) {
        return "clips/" + JobId.require(id) + ".mp4";
    }

    /** The published poster. */
    public static String publishedPoster(String id) {
        return "clips/" + JobId.require(id) + ".jpg";
    }

    /** The published preview. */
    public static String publishedPreview(String id) {
        return "clips/" + JobId.require(id) + ".gif";
    }

    /** {@link ClipResult}. */
    public static String publishedResult(String id) {
        return "clips/" + JobId.require(id) + ".json";
    }

    /** Whether the key is one of a job's frames or of those in between, or their manifest. */
    public static boolean isFrames(String id, String key) {
        return key.startsWith(job(id, "frames/")) || key.startsWith(job(id, "interpolated/"));
    }

    /** Whether the key is of work in hand: a checkpoint, a window of a chunk that is not done, a picture not looked at. */
    public static boolean isOfWorkInHand(String id, String key) {
        return key.startsWith(checkpoints(id))
                || key.startsWith(job(id, "windows/"))
                || key.startsWith(job(id, "fetched/"));
    }

    private static String job(String id, String name) {
        return JOBS + JobId.require(id) + "/" + name;
    }
}
