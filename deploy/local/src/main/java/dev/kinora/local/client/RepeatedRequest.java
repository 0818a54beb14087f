package dev.kinora.local.client;

import dev.kinora.contract.CameraMove;
import dev.kinora.contract.EncodingParameters;
import dev.kinora.contract.JobParameters;
import dev.kinora.contract.Recipe;
import dev.kinora.contract.Sampling;
import dev.kinora.local.client.JobRequest.Camera;
import dev.kinora.local.client.JobRequest.Encoding;
import dev.kinora.local.client.JobRequest.Guidance;
import dev.kinora.local.client.JobRequest.Interval;
import java.util.List;

/**
 * A request to do again what a recipe did, but for what is asked for: that counts, and with it goes what it would contradict.
 *
 * @param asked what the user says; null wherever nothing is said
 * @param recipe of another clip
 */
public record RepeatedRequest(JobRequest asked, Recipe recipe) {

    /** Says everything, so that no default of a model matters. */
    public JobRequest request() {
        JobParameters its = recipe.parameters();
        Sampling sampling = its.sampling();
        List<Double> sigmas = sigmas(sampling);
        boolean isScheduled = sigmas == null && sampling.sigmas().isEmpty();
        return new JobRequest(
                asked.id(),
                or(asked.model(), recipe.model()),
                asked.image(),
                or(
                        asked.camera(),
                        its.camera().stream().map(RepeatedRequest::camera).toList()),
                or(asked.seed(), its.seed()),
                or(asked.steps(), isScheduled ? (long) sampling.steps() : null),
                or(asked.solver(), sampling.solver()),
                or(asked.schedule(), isScheduled ? sampling.schedule() : null),
                sigmas,
                or(asked.churn(), asked.solver() == null ? sampling.churn() : null),
                or(asked.frames(), (long) its.frames()),
                or(asked.fps(), (long) its.fps()),
                or(asked.width(), (long) its.width()),
                or(asked.height(), (long) its.height()),
                or(asked.fit(), its.fit()),
                or(asked.motionBucket(), (long) its.motionBucket()),
                guidance(its.guidance()),
                or(asked.noiseAugmentation(), its.noiseAugmentation()),
                or(asked.decodeChunk(), (long) its.decodeChunk()),
                or(asked.interpolation(), (long) its.interpolation().factor()),
                or(asked.interpolationMethod(), its.interpolation().method()),
                or(asked.playbackFps(), hasOwnPace() ? null : its.playbackFps()),
                asked.priority(),
                asked.deadline(),
                asked.keepFrames(),
                asked.labels(),
                encoding(its.encoding()));
    }

    /** One of quality, bit rate and size: what is asked for, or else the recipe's. */
    private Encoding encoding(EncodingParameters its) {
        Encoding own = or(asked.encoding(), new Encoding(null, null, null, null, null));
        boolean hasOwnAim = own.quality() != null || own.bitrate() != null || own.size() != null;
        return new Encoding(
                hasOwnAim || its.quality() == null ? own.quality() : Long.valueOf(its.quality()),
                hasOwnAim ? own.bitrate() : its.bitrate(),
                hasOwnAim ? own.size() : its.size(),
                or(own.keyInterval(), (long) its.keyInterval()),
                or(own.encoder(), its.encoder()));
    }

    /** The clip then plays as fast as these say. */
    private boolean hasOwnPace() {
        return asked.fps() != null || asked.interpolation() != null;
    }

    /** The recipe's, unless noise is to fall otherwise. */
    private List<Double> sigmas(Sampling sampling) {
        boolean otherwise = sampling.sigmas().isEmpty() || asked.steps() != null || asked.schedule() != null;
        return or(asked.sigmas(), otherwise ? null : sampling.sigmas());
    }

    private Guidance guidance(dev.kinora.contract.Guidance its) {
        Guidance own = or(asked.guidance(), new Guidance(null, null, null, null, null));
        Interval interval = or(own.interval(), interval(its));
        if (own.points() != null) {
            return new Guidance(null, null, own.curve(), own.points(), interval);
        }
        boolean throughItsPoints = !its.points().isEmpty() && own.min() == null && own.curve() == null;
        if (throughItsPoints) {
            return new Guidance(null, null, its.curve(), its.points(), interval);
        }
        String curve = or(own.curve(), its.points().isEmpty() ? its.curve() : null);
        return new Guidance(or(own.min(), its.min()), or(own.max(), its.max()), curve, null, interval);
    }

    private static Interval interval(dev.kinora.contract.Guidance its) {
        return its.interval() == null
                ? null
                : new Interval(its.interval().low(), its.interval().high());
    }

    private static Camera camera(CameraMove move) {
        return new Camera(
                move.preset(), move.lora() == null ? null : move.lora().key(), move.weight());
    }

    private static <T> T or(T asked, T its) {
        return asked == null ? its : asked;
    }
}
